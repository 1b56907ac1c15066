package dev.litevps.api.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file {@code postgresql.log} in the data folder, to which PostgreSQL's programs write what they have to say. */
final class ProgramLog {

    private static final long LIMIT_BYTES = 10_000_000;

    private final Path file;

    ProgramLog(Path folder) {
        this.file = folder.resolve("postgresql.log");
    }

    Path file() {
        return file;
    }

    /** Keeps a file that has grown beyond 10 MB as {@code postgresql.log.1}, and begins a new one. */
    void rotate() throws IOException {
        if (mark() > LIMIT_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The place up to which it is written now. */
    long mark() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** What was written after a mark. */
    String since(long mark) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            content.skipNBytes(mark);
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
