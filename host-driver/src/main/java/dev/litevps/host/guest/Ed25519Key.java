package dev.litevps.host.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;

/** An ed25519 key pair grown from its 32-byte seed (RFC 8032), in the forms that SSH software reads. */
final class Ed25519Key {

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CIPHER_BLOCK_BYTES = 8;
    private static final int PEM_LINE_CHARACTERS = 70;

    private final byte[] seed;
    private final KeyPair pair;
    private final String comment;

    private Ed25519Key(byte[] seed, KeyPair pair, String comment) {
        this.seed = seed;
        this.pair = pair;
        this.comment = comment;
    }

    static Ed25519Key fromSeed(byte[] seed, String comment) {
        try {
            PrivateKey privateKey = SecurityUtils.generateEDDSAPrivateKey(KeyPairProvider.SSH_ED25519, seed);
            PublicKey publicKey = SecurityUtils.recoverEDDSAPublicKey(privateKey);
            return new Ed25519Key(seed, new KeyPair(publicKey, privateKey), comment);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java installation cannot make ed25519 keys", e);
        }
    }

    /** {@code ssh-ed25519 AAAA…}, without the comment. */
    String publicLine() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    /**
     * The unencrypted private key as {@code ssh-keygen} writes it (PROTOCOL.key of OpenSSH), but with check numbers
     * taken from the key instead of a random source, so that the same seed always gives the same text.
     */
    String privatePem() {
        ByteArrayBuffer publicBlob = new ByteArrayBuffer();
        publicBlob.putRawPublicKey(pair.getPublic());
        byte[] publicBytes = publicBlob.getCompactData();
        byte[] point = Arrays.copyOfRange(publicBytes, publicBytes.length - 32, publicBytes.length);

        ByteArrayBuffer secret = new ByteArrayBuffer();
        int check = Arrays.hashCode(point);
        secret.putInt(check);
        secret.putInt(check);
        secret.putString(KeyPairProvider.SSH_ED25519);
        secret.putBytes(point);
        byte[] seedAndPoint = Arrays.copyOf(seed, seed.length + point.length);
        System.arraycopy(point, 0, seedAndPoint, seed.length, point.length);
        secret.putBytes(seedAndPoint);
        secret.putString(comment);
        for (byte padding = 1; secret.available() % CIPHER_BLOCK_BYTES != 0; padding++) {
            secret.putByte(padding);
        }

        ByteArrayBuffer whole = new ByteArrayBuffer();
        whole.putRawBytes(MAGIC);
        whole.putString("none"); // cipher
        whole.putString("none"); // key derivation
        whole.putString(""); // its options
        whole.putInt(1); // number of keys
        whole.putBytes(publicBytes);
        whole.putBytes(secret.getCompactData());
        Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE_CHARACTERS, new byte[] {'\n'});
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + lines.encodeToString(whole.getCompactData())
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    KeyPair pair() {
        return pair;
    }

    String comment() {
        return comment;
    }
}
