package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Objects;

/** Says what went wrong in the words of Linux's {@code strerror}. */
public final class Failures {

    private static final String NO_SPACE = "No space left on device";

    private Failures() {}

    public static String text(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "No such file or directory";
            case FileAlreadyExistsException e -> "File exists";
            case NotDirectoryException e -> "Not a directory";
            case DirectoryNotEmptyException e -> "Directory not empty";
            case AccessDeniedException e -> "Permission denied";
            case FileSystemLoopException e -> "Too many levels of symbolic links";
            case NotLinkException e -> "Invalid argument";
            case FileSystemException e ->
                fileSystemText(Objects.requireNonNullElse(e.getReason(), "Input/output error"));
            default -> fileSystemText(Objects.requireNonNullElse(failure.getMessage(), "Input/output error"));
        };
    }

    /** Whether the disk is full. */
    public static boolean isNoSpace(IOException failure) {
        return text(failure).equals(NO_SPACE);
    }

    static IOException noSpace() {
        return new IOException(NO_SPACE);
    }

    /** The in-memory file system says some things in words of its own. */
    private static String fileSystemText(String reason) {
        return switch (reason) {
            case "out of disk space" -> NO_SPACE;
            case "not a regular file", "can't open directory" -> "Is a directory";
            case "can't delete root directory", "root directory" -> "Device or resource busy";
            default -> reason.contains("symbolic link") ? "Too many levels of symbolic links" : reason;
        };
    }
}
