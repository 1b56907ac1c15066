package dev.litevps.api.idempotency;

import dev.litevps.api.secrets.Cipher256;
import dev.litevps.api.secrets.KeyedHash;
import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.events.account.AccountId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * What is derived of a key: its hash, by which it is found; the encryption of the answer, which needs the account and the key
 * as well as the master secret; and the secret from which an attempt's ids follow.
 */
@Component
class AnswerCipher {

    private final byte[] hashing;
    private final byte[] answers;
    private final byte[] secrets;

    AnswerCipher(MasterSecret masterSecret) {
        this.hashing = masterSecret.derive("idempotency-keys");
        this.answers = masterSecret.derive("idempotency-answers");
        this.secrets = masterSecret.derive("idempotency-secrets");
    }

    byte[] keyHash(AccountId accountId, String key) {
        return KeyedHash.of(hashing, accountId + ":" + key);
    }

    /** Depends on each part; what was asked cannot be guessed from it without the master secret. */
    byte[] fingerprint(String authority, String method, String target, byte[] body) {
        return KeyedHash.of(
                hashing,
                String.join("\n", authority, method, target, HexFormat.of().formatHex(sha256(body))));
    }

    byte[] secret(byte[] seed) {
        return KeyedHash.of(secrets, HexFormat.of().formatHex(seed));
    }

    byte[] encrypt(AccountId accountId, String key, byte[] body) {
        return cipher(accountId, key).encrypt(body, keyHash(accountId, key));
    }

    /** {@link IllegalStateException} if it was encrypted for another account or key. */
    byte[] decrypt(AccountId accountId, String key, byte[] encrypted) {
        return cipher(accountId, key).decrypt(encrypted, keyHash(accountId, key));
    }

    private Cipher256 cipher(AccountId accountId, String key) {
        return new Cipher256(KeyedHash.of(answers, accountId + ":" + key));
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
