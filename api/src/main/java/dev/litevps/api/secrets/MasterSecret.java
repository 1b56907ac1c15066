package dev.litevps.api.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The one secret that everything else is derived from or encrypted under, each use with a label of its own. Whoever has
 * it can log in to every guest and read every e-mail address: it is given by the environment, or kept in a file that
 * only its owner can read.
 */
@Component
public final class MasterSecret {

    private static final int BYTES = 32;
    private static final String FILE = "master.secret";

    private final byte[] secret;

    MasterSecret(SecretsProperties properties) {
        String given = properties.masterSecret();
        this.secret = given != null && !given.isBlank() ? decode(given) : readOrMake(properties.data());
    }

    /** 32 bytes that depend on the secret and on {@code label}, and say nothing about either. */
    public byte[] derive(String label) {
        return KeyedHash.of(secret, label);
    }

    private static byte[] decode(String base64) {
        byte[] decoded = Base64.getDecoder().decode(base64.strip());
        if (decoded.length != BYTES) {
            throw new IllegalStateException("litevps.master-secret must be " + BYTES + " bytes in base64");
        }
        return decoded;
    }

    /** The file appears whole or not at all: a kill in between leaves a temporary file that nobody reads. */
    private static byte[] readOrMake(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            if (Files.notExists(file)) {
                byte[] fresh = new byte[BYTES];
                new SecureRandom().nextBytes(fresh);
                Path draft = Files.createTempFile(
                        folder,
                        FILE,
                        ".draft",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(draft, Base64.getEncoder().encodeToString(fresh), StandardOpenOption.SYNC);
                link(draft, file);
            }
            return decode(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the master secret cannot be kept in " + file, e);
        }
    }

    /** Unlike a rename, a link never replaces what another process put there meanwhile. */
    private static void link(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its secret counts.
        } finally {
            Files.delete(draft);
        }
    }
}
