package dev.litevps.host.guest;

import dev.litevps.host.HostKey;
import dev.litevps.host.MachineId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Every SSH key that the platform makes, derived from one secret.
 *
 * <p>A key's ed25519 seed is HMAC-SHA256 of a label and, for a host key, the machine's id. So no key is stored, none has
 * to travel in an event, and each node and each repetition of a half-done create makes the same one. Who has the secret
 * has every key: keep it as you would keep the platform's SSH key itself. Changing it locks the platform out of guests
 * that exist.
 */
public final class GuestKeys {

    /** The length of the platform's secret in bytes: as many as the hash behind it can make use of. */
    public static final int SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;
    private final Ed25519Key platformKey;

    /** @param secret {@value #SECRET_BYTES} bytes from a good random source, the same for all nodes and for ever */
    public GuestKeys(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "The platform's secret must have " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.platformKey = Ed25519Key.fromSeed(derive("platform ssh key"), "litevps-platform");
    }

    /** The key pair with which the platform logs in to guests. */
    public KeyPair platformKeyPair() {
        return platformKey.pair();
    }

    /** The platform's public key as a line of {@code authorized_keys}. */
    public String platformPublicKey() {
        return platformKey.publicLine() + " " + platformKey.comment();
    }

    /** The host key of a machine: the same on every call. */
    public HostKey hostKey(MachineId id) {
        Ed25519Key key = Ed25519Key.fromSeed(derive("guest host key " + id), "litevps-" + id);
        return new HostKey(key.privatePem(), key.publicLine());
    }

    private byte[] derive(String label) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(("litevps v1 " + label).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have " + ALGORITHM, e);
        }
    }
}
