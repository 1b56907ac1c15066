package dev.litevps.api.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** The sentences for what the file system refuses. */
final class Failures {

    private Failures() {}

    static EmbeddedPostgresException unwritable(Path folder, IOException failure) {
        return new EmbeddedPostgresException(
                "The data folder " + folder + " cannot be written: " + reason(failure) + ".", failure);
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied at " + denied.getFile();
            case FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
            case FileSystemException system
            when system.getReason() != null ->
                system.getReason().toLowerCase(java.util.Locale.ROOT) + " at " + system.getFile();
            case FileSystemException system -> "no such place as " + system.getFile();
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }
}
