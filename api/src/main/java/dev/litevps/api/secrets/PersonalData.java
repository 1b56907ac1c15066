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

/**
 * Encrypts what events say about a person under a key that belongs to the account alone: table {@code account_key}, each
 * key wrapped under the master secret. Once the row is deleted, nobody can read what was encrypted under it.
 */
@Component
public class PersonalData {

    private static final int KEY_BYTES = 32;
    private static final int CACHED_KEYS = 10_000;

    /** How long another node may still read what was encrypted under a key after the key was deleted. */
    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Cipher256 wrapping;
    private final SecureRandom random = new SecureRandom();
    private final Cache<AccountId, Cipher256> ciphers = Caffeine.newBuilder()
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
        byte[] encrypted = new Cipher256(key).encrypt(text.getBytes(StandardCharsets.UTF_8), context(accountId));
        return new EncryptedText(Base64.getEncoder().encodeToString(encrypted));
    }

    /** The text; empty if the account's key is destroyed. Blocks on the first use of a key. */
    public Optional<String> decrypt(AccountId accountId, EncryptedText text) {
        return cipher(accountId)
                .map(cipher -> cipher.decrypt(Base64.getDecoder().decode(text.ciphertext()), context(accountId)))
                .map(decrypted -> new String(decrypted, StandardCharsets.UTF_8));
    }

    private Optional<Cipher256> cipher(AccountId accountId) {
        Cipher256 cached = ciphers.getIfPresent(accountId);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<Cipher256> loaded = jdbc.sql("SELECT wrapped_key FROM account_key WHERE account_id = ?")
                .param(accountId.value())
                .query(byte[].class)
                .optional()
                .map(wrapped -> new Cipher256(wrapping.decrypt(wrapped, context(accountId))));
        loaded.ifPresent(cipher -> ciphers.put(accountId, cipher));
        return loaded;
    }

    private static byte[] context(AccountId accountId) {
        return accountId.toString().getBytes(StandardCharsets.UTF_8);
    }
}
