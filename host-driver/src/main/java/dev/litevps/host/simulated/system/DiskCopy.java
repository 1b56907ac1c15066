package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies all of a disk onto an empty one: files with their modes, owners and times, and names of one file as names of one
 * file. A system may write to the disk meanwhile; what comes or goes during the copy may be in it or not.
 */
public final class DiskCopy extends SimpleFileVisitor<Path> {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final List<String> ATTRIBUTES =
            List.of("posix:permissions", "posix:owner", "posix:group", "lastModifiedTime");

    private final Disk target;
    private final Map<Object, Path> copied = new HashMap<>();

    private DiskCopy(Disk target) {
        this.target = target;
    }

    /** Throws {@link IOException} if there is no room. */
    public static void copy(Disk source, Disk target) throws IOException {
        Files.walkFileTree(source.path("/"), new DiskCopy(target));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Path copy = twin(directory);
        if (!Files.isDirectory(copy)) {
            target.reserveFile();
            Files.createDirectory(copy);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Its time changes while it is filled, so that it is set at the end. */
    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        copyAttributes(directory, twin(directory));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        target.reserveFile();
        Path copy = twin(file);
        if (attributes.isSymbolicLink()) {
            Files.createSymbolicLink(
                    copy,
                    copy.getFileSystem().getPath(Files.readSymbolicLink(file).toString()));
            return FileVisitResult.CONTINUE;
        }
        Object identity = attributes.fileKey();
        Path known = identity == null ? null : copied.putIfAbsent(identity, copy);
        if (known != null) {
            Files.createLink(copy, known);
        } else if (attributes.isRegularFile()) {
            copyContent(file, copy);
            copyAttributes(file, copy);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    /** By hand: the file system's own copy would take its room from the disk that is copied. */
    private void copyContent(Path file, Path copy) throws IOException {
        try (OutputStream out = Files.newOutputStream(copy);
                InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                target.checkSpace();
                out.write(buffer, 0, count);
            }
        } catch (NoSuchFileException removedMeanwhile) {
            Files.deleteIfExists(copy);
        }
    }

    private static void copyAttributes(Path from, Path to) throws IOException {
        try {
            for (String attribute : ATTRIBUTES) {
                Object value = Files.getAttribute(from, attribute, LinkOption.NOFOLLOW_LINKS);
                Object own = attribute.endsWith("owner")
                        ? to.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(value.toString())
                        : attribute.endsWith("group")
                                ? to.getFileSystem()
                                        .getUserPrincipalLookupService()
                                        .lookupPrincipalByGroupName(value.toString())
                                : value;
                Files.setAttribute(to, attribute, own, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (NoSuchFileException removedMeanwhile) {
            // Its content was kept, or nothing was: both are states that a disk may be in.
        }
    }

    private Path twin(Path original) {
        return target.path(original.toString());
    }
}
