package dev.litevps.api.sshkey;

import dev.litevps.api.web.ApiException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * A public key as OpenSSH writes it in one line, checked: ed25519, ECDSA, or RSA of at least 2048 bits.
 *
 * @param line type and key in base64, without options and comment
 * @param fingerprint {@code SHA256:…}
 */
record PublicKeyLine(String line, String fingerprint) {

    private static final int LEAST_RSA_BITS = 2048;
    private static final int LONGEST = 16_384;
    private static final Set<String> ECDSA =
            Set.of("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");

    /** {@link ApiException} 400 if it is not such a key. */
    static PublicKeyLine parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST || stripped.lines().count() != 1) {
            throw refused("it must be one line, as in a .pub file");
        }
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(stripped);
            if (entry == null || !entry.getLoginOptions().isEmpty()) {
                throw refused("it must be a type and a key in base64, without options");
            }
            requireKnown(entry.getKeyType());
            PublicKey key = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            requireStrong(key);
            return new PublicKeyLine(PublicKeyEntry.toString(key), KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            ApiException refusal = refused("it cannot be read");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Certificates have types of their own, which begin like those of the keys in them. */
    private static void requireKnown(String type) {
        boolean known = type.equals("ssh-ed25519") || ECDSA.contains(type) || type.equals("ssh-rsa");
        if (!known) {
            throw refused("the type " + type + " is not supported; use ed25519, ECDSA or RSA");
        }
    }

    private static void requireStrong(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw refused("an RSA key needs at least " + LEAST_RSA_BITS + " bits");
        }
    }

    private static ApiException refused(String why) {
        return ApiException.badRequest("invalid_public_key", "public_key is not an OpenSSH public key: " + why);
    }
}
