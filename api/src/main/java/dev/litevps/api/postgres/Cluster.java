package dev.litevps.api.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster on disk: PostgreSQL's files in {@code cluster}, and beside it the {@code password} of its only role, which
 * only the owner can read. Both are made together or not at all.
 */
final class Cluster {

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private static final String CLUSTER = "cluster";
    private static final String STAGING = "cluster.new.";
    private static final int PASSWORD_BYTES = 32;

    private final Path folder;
    private final PostgresPrograms programs;

    Cluster(Path folder, PostgresPrograms programs) {
        this.folder = folder;
        this.programs = programs;
    }

    Path path() {
        return folder.resolve(CLUSTER);
    }

    /** The password of the role, made when the cluster was. */
    String password() {
        Path file = folder.resolve("password");
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new EmbeddedPostgresException(
                    "The database in " + folder + " cannot be opened without its password file: "
                            + Failures.reason(failure) + ".",
                    failure);
        }
    }

    /**
     * Makes the cluster on the first start, with checksums on every page. It is built aside and moved into place whole:
     * a kill at any moment leaves either no cluster or a complete one.
     */
    void createIfMissing() {
        try {
            deleteUnfinished();
            if (Files.isDirectory(path())) {
                return;
            }
            Path staging = Files.createTempDirectory(folder, STAGING);
            Path password = createPassword();
            programs.run("initdb", initialisation(staging, password), "");
            programs.run(
                    "postgres",
                    List.of("--single", "-D", staging.toString(), "postgres"),
                    "CREATE DATABASE " + EmbeddedPostgresServer.DATABASE + "\n");
            Files.move(staging, path(), StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(folder);
        } catch (IOException failure) {
            throw Failures.unwritable(folder, failure);
        }
    }

    /** PostgreSQL's own collation, so that an update of the system's libraries cannot change the order of an index. */
    private static List<String> initialisation(Path target, Path password) {
        return List.of(
                "--pgdata=" + target,
                "--username=" + EmbeddedPostgresServer.USERNAME,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
    }

    private Path createPassword() throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
        Path file = folder.resolve("password");
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(password.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        return file;
    }

    /**
     * Removes what killed creations left. One of their programs may still be running and writing there for a moment; what
     * cannot be removed now is in nobody's way and goes at a later start.
     */
    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, STAGING + "*")) {
            for (Path leftover : leftovers) {
                try {
                    Folders.deleteRecursively(leftover);
                } catch (FileSystemException busy) {
                    log.debug("Left {} for a later start: {}", leftover, Failures.reason(busy));
                }
            }
        }
    }
}
