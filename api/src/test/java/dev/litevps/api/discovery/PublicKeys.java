package dev.litevps.api.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** SSH public keys whose private part is thrown away. */
final class PublicKeys {

    private static final int BYTES = 32;

    private PublicKeys() {}

    /** An Ed25519 key as OpenSSH writes it, another one each time. */
    static String some() {
        try {
            byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            write(blob, "ssh-ed25519".getBytes(StandardCharsets.US_ASCII));
            write(blob, Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
            return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static void write(ByteArrayOutputStream blob, byte[] part) {
        blob.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        blob.writeBytes(part);
    }
}
