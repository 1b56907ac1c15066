package dev.litevps.api.secrets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Encrypts what events say about a person under a key that belongs to the account alone: table {@code account_key}, each
 * key wrapped under the master secret. Once the row is deleted, nobody can read what was encrypted under it.
 */
@Component
public class PersonalData implements PersonalTexts {

    private static final int KEY_BYTES = 32;
    private static final int CACHED_KEYS = 10_000;

    /**
     * How long another node may still read what was encrypted under a key after the key was deleted. That an account has none
     * is remembered as well: a view that is made anew comes by everything that an erased account ever named.
     */
    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Cipher256 wrapping;
    private final SecureRandom random = new SecureRandom();
    private final Cache<AccountId, Optional<AccountKey>> keys = Caffeine.newBuilder()
            .maximumSize(CACHED_KEYS)
            .expireAfterWrite(CACHED_FOR)
            .build();

    PersonalData(JdbcClient jdbc, MasterSecret masterSecret) {
        this.jdbc = jdbc;
        this.wrapping = new Cipher256(masterSecret.derive("account-keys"));
    }

    /** Encrypts for a new account, whose key is made and stored in the current transaction. Blocks. */
    public EncryptedText encryptForNew(AccountId accountId, String text) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        jdbc.sql("INSERT INTO account_key (account_id, wrapped_key) VALUES (?, ?)")
                .params(accountId.value(), wrapping.encrypt(key, context(accountId)))
                .update();
        forgetWhenCommitted(accountId);
        return new AccountKey(key).encrypt(accountId, text);
    }

    /** {@inheritDoc} Blocks on the first use of a key. */
    @Override
    public Optional<EncryptedText> encrypt(AccountId accountId, String text) {
        return key(accountId).map(key -> key.encrypt(accountId, text));
    }

    /** {@inheritDoc} Blocks on the first use of a key. */
    @Override
    public Optional<String> decrypt(AccountId accountId, EncryptedText text) {
        return key(accountId).map(key -> key.decrypt(accountId, text));
    }

    /**
     * What is equal for equal texts of the account, and says nothing about them to whoever does not have the account's
     * key: 32 bytes in base64; empty if the key is destroyed. Blocks on the first use of a key.
     */
    public Optional<String> hash(AccountId accountId, String text) {
        return key(accountId).map(key -> Base64.getEncoder().encodeToString(KeyedHash.of(key.hashing, text)));
    }

    /**
     * Destroys the account's key, when the current transaction commits: what was encrypted under it is noise from then on, on
     * other nodes within a minute. Blocks.
     */
    public void destroyKey(AccountId accountId) {
        jdbc.sql("DELETE FROM account_key WHERE account_id = ?")
                .param(accountId.value())
                .update();
        forgetWhenCommitted(accountId);
    }

    private void forgetWhenCommitted(AccountId accountId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            keys.invalidate(accountId);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            @Override
            public void afterCommit() {
                keys.invalidate(accountId);
            }
        });
    }

    /** Looked up under the lock of its entry: what is invalidated meanwhile does not come back. */
    private Optional<AccountKey> key(AccountId accountId) {
        return keys.get(accountId, this::stored);
    }

    private Optional<AccountKey> stored(AccountId accountId) {
        return jdbc.sql("SELECT wrapped_key FROM account_key WHERE account_id = ?")
                .param(accountId.value())
                .query(byte[].class)
                .optional()
                .map(wrapped -> new AccountKey(wrapping.decrypt(wrapped, context(accountId))));
    }

    private static byte[] context(AccountId accountId) {
        return accountId.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What is derived from an account's key. */
    private static final class AccountKey {

        private final Cipher256 cipher;
        private final byte[] hashing;

        AccountKey(byte[] key) {
            this.cipher = new Cipher256(key);
            this.hashing = KeyedHash.of(key, "equality");
        }

        EncryptedText encrypt(AccountId accountId, String text) {
            byte[] encrypted = cipher.encrypt(text.getBytes(StandardCharsets.UTF_8), context(accountId));
            return new EncryptedText(Base64.getEncoder().encodeToString(encrypted));
        }

        String decrypt(AccountId accountId, EncryptedText text) {
            byte[] decrypted = cipher.decrypt(Base64.getDecoder().decode(text.ciphertext()), context(accountId));
            return new String(decrypted, StandardCharsets.UTF_8);
        }
    }
}
