package dev.litevps.api.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right of one live process to a data folder, as an operating-system lock on the file {@code lock} in it. The system
 * gives it back when the process ends in whatever way, so a lock never outlives its owner. The file holds the owner's
 * process id, for the sentence that refuses the next one.
 */
final class FolderLock implements AutoCloseable {

    /**
     * Folders held by this very process. POSIX drops all of a process's locks on a file as soon as the process closes any
     * one descriptor of it, so a second attempt must be refused before it opens the file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, or fails at once when a live process has it.
     *
     * @param folder an existing folder, as its real path
     * @throws EmbeddedPostgresException if the folder is in use or cannot be written
     */
    static FolderLock acquire(Path folder) {
        if (!HELD_HERE.add(folder)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new FolderLock(folder, lock(folder));
        } catch (RuntimeException refused) {
            HELD_HERE.remove(folder);
            throw refused;
        }
    }

    @SuppressWarnings("resource") // The lock lives exactly as long as its channel, which close() closes.
    private static FileChannel lock(Path folder) {
        Path file = folder.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                @Nullable FileLock lock = channel.tryLock();
                if (lock == null) {
                    throw inUse(folder, Files.readString(file).strip());
                }
                channel.truncate(0);
                String owner = ProcessHandle.current().pid() + "\n";
                channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)), 0);
                return channel;
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw Failures.unwritable(folder, failure);
        }
    }

    private static EmbeddedPostgresException inUse(Path folder, String owner) {
        String process = owner.isEmpty() ? "" : " (process " + owner + ")";
        return new EmbeddedPostgresException(
                "The data folder " + folder + " is in use by another running LiteVPS" + process + ".");
    }

    /** Gives the folder back; the file stays, since removing it could take it from under its next owner. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new EmbeddedPostgresException(
                    "The lock of the data folder " + folder + " was not released.", failure);
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
