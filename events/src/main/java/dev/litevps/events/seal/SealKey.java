package dev.litevps.events.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that checkpoints are verified with: Ed25519.
 *
 * @param name of the store whose checkpoints it signs
 */
public record SealKey(String name, PublicKey key) {

    static final String ALGORITHM = "Ed25519";

    /** The length of the id of a key, in bytes. */
    static final int ID_BYTES = 4;

    /** The kind of signature in C2SP signed notes. */
    private static final byte ED25519 = 1;

    private static final int RAW_BYTES = 32;
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    /** What X.509 has in front of the 32 bytes of such a key (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The first bytes of a hash over name and key, in hexadecimal: which of several keys it is. */
    public String id() {
        return HexFormat.of().formatHex(idBytes());
    }

    byte[] idBytes() {
        MessageDigest digest = MerkleHash.digest();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(typed()), ID_BYTES);
    }

    /** As Go's note package and other tools for transparency logs take it: {@code name+id+key}. */
    public String verifierKey() {
        return name + "+" + id() + "+" + Base64.getEncoder().encodeToString(typed());
    }

    /** As OpenSSL takes it. */
    public String pem() {
        return PEM_BEGIN + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n" + PEM_END + "\n";
    }

    /** The key of a {@link #verifierKey}; {@link IllegalArgumentException} if it is none. */
    public static SealKey ofVerifierKey(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("this is no verifier key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != RAW_BYTES + 1 || typed[0] != ED25519) {
            throw new IllegalArgumentException("this is no key for Ed25519");
        }
        SealKey key =
                new SealKey(parts[0], publicKey(concatenated(X509_PREFIX, Arrays.copyOfRange(typed, 1, typed.length))));
        if (!key.id().equals(parts[1])) {
            throw new IllegalArgumentException("the id of the verifier key is not that of the key in it");
        }
        return key;
    }

    /** The key of a {@link #pem}, for the store of this name; {@link IllegalArgumentException} if it is none. */
    public static SealKey ofPem(String name, String pem) {
        String base64 = pem.replace(PEM_BEGIN, "").replace(PEM_END, "").replaceAll("\\s", "");
        return new SealKey(name, publicKey(Base64.getDecoder().decode(base64)));
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(text);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another length than Ed25519 has.
            return false;
        }
    }

    private static PublicKey publicKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is no key for Ed25519", e);
        }
    }

    private byte[] typed() {
        byte[] encoded = key.getEncoded();
        return concatenated(
                new byte[] {ED25519}, Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length));
    }

    static byte[] concatenated(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
