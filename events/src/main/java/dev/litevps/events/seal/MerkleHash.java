package dev.litevps.events.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of the tree, as RFC 9162, section 2.1.1, has them: SHA-256, with leaves and inner nodes told apart. */
public final class MerkleHash {

    /** How long a hash is. */
    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final MessageDigest UNUSED = find();

    private MerkleHash() {}

    /** Of the tree without leaves. */
    public static byte[] empty() {
        return digest().digest();
    }

    /** Of a leaf. */
    public static byte[] leaf(byte[] content) {
        MessageDigest digest = digest();
        digest.update(LEAF);
        return digest.digest(content);
    }

    /** Of the node above two others. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = digest();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** A new one: to copy one costs a fraction of looking for it among the providers. */
    static MessageDigest digest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digest of every Java can be copied", e);
        }
    }

    private static MessageDigest find() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
