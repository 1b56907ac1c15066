package dev.litevps.events.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;

/**
 * What signs checkpoints.
 *
 * @param key the public half
 */
public record SealSigner(SealKey key, PrivateKey privateKey) {

    private static final int SEED_BYTES = 32;

    /** The one that belongs to this secret of 32 bytes: the same secret makes the same key, everywhere and always. */
    public static SealSigner ofSeed(String name, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(SealKey.ALGORITHM);
            generator.initialize(255, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            return new SealSigner(new SealKey(name, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + SealKey.ALGORITHM, e);
        }
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(SealKey.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    /** Without the private half, since it may end up in a log. */
    @Override
    public String toString() {
        return "SealSigner[" + key.id() + "]";
    }

    /** The private key of Ed25519 is 32 random bytes as they come (RFC 8032, section 5.1.5): these. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        private Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("a key of " + target.length + " bytes was not expected");
            }
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
