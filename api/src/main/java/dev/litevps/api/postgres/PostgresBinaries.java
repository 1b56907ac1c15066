package dev.litevps.api.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs for this machine, unpacked from the archive on the class path into a folder that the next start
 * uses again. The folder's name carries the archive's checksum, so another version gets a folder of its own.
 */
final class PostgresBinaries {

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64");

    private PostgresBinaries() {}

    /**
     * Finds or makes the folder with the unpacked programs: {@code bin/initdb}, {@code bin/pg_ctl}, {@code bin/postgres}.
     *
     * <p>It lies in the user's cache ({@code $XDG_CACHE_HOME/litevps/postgresql}, else {@code ~/.cache/…}); where that is
     * missing, read-only or another user's, it lies in the data folder. Programs are never run from a folder that another
     * user could write.
     *
     * @param dataFolder the folder to fall back to
     * @throws EmbeddedPostgresException if there is no archive for this machine or it cannot be unpacked
     */
    static Path unpacked(Path dataFolder) {
        String archive = archiveName();
        URL resource = PostgresBinaries.class.getResource("/" + archive);
        if (resource == null) {
            throw new EmbeddedPostgresException("LiteVPS brings no PostgreSQL for this kind of machine (" + archive
                    + "): set spring.datasource.url to a PostgreSQL of your own.");
        }
        try {
            String name = archive.replace(".txz", "") + "-" + checksum(resource);
            Path home = cacheFolder(dataFolder).resolve(name);
            if (!Files.isDirectory(home)) {
                unpack(resource, home);
            }
            return home;
        } catch (IOException failure) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL's programs could not be unpacked: " + Failures.reason(failure) + ".", failure);
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String kernel = system.startsWith("mac") ? "darwin" : system;
        return "postgres-" + kernel + "-" + ARCHITECTURES.getOrDefault(machine, machine) + ".txz";
    }

    /** The checksum that the jar's directory already holds, so that a warm start reads none of the 14 MB. */
    private static String checksum(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        long crc =
                connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : contentChecksum(connection);
        return String.format(Locale.ROOT, "%08x", crc);
    }

    private static long contentChecksum(URLConnection connection) throws IOException {
        try (CheckedInputStream content = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            content.skipNBytes(connection.getContentLengthLong());
            return content.getChecksum().getValue();
        }
    }

    private static Path cacheFolder(Path dataFolder) throws IOException {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path cache = configured != null && !configured.isBlank()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home", ""), ".cache");
        Path own = cache.resolve("litevps").resolve("postgresql");
        if (cache.isAbsolute() && isOwnAndWritable(own)) {
            return own;
        }
        return Files.createDirectories(dataFolder.resolve("programs"));
    }

    private static boolean isOwnAndWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Integer owner = (Integer) Files.getAttribute(folder, "unix:uid");
            return owner == CurrentUser.id() && Files.isWritable(folder);
        } catch (IOException unusable) {
            return false;
        }
    }

    /** Unpacks beside the final place and moves it there whole, so that a kill halfway leaves nothing that looks done. */
    private static void unpack(URL resource, Path home) throws IOException {
        long started = System.nanoTime();
        Path staging = Files.createTempDirectory(
                Objects.requireNonNull(home.getParent()),
                home.getFileName() + ".",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (InputStream content = resource.openStream();
                TarArchiveInputStream archive =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(content)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(entry, archive, staging);
            }
            publish(staging, home);
        } finally {
            Folders.deleteRecursively(staging);
        }
        log.info("Unpacked PostgreSQL's programs into {} in {} ms", home, (System.nanoTime() - started) / 1_000_000);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new FileSystemException(entry.getName(), null, "archive entry outside its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void publish(Path staging, Path home) throws IOException {
        try {
            Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (!Files.isDirectory(home)) {
                throw failure;
            }
            // Another process was faster; its copy is the same.
        }
    }
}
