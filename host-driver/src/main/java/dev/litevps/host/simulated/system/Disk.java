package dev.litevps.host.simulated.system;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A guest's disk: a Unix file system in memory. However large the machine's plan says it is, it holds only so many bytes
 * and so many files; beyond that a write fails with "No space left on device".
 */
public final class Disk implements AutoCloseable {

    private static final int BLOCK_BYTES = 1024;
    private static final long UNUSED_BLOCKS_KEPT_BYTES = 256 * 1024;
    private static final int FILE_LIMIT = 20_000;
    private static final Duration RECOUNT_PAUSE = Duration.ofMillis(500);
    private static final String HOME = "/root";

    private final DiskBudget budget;
    private final FileSystem fileSystem;
    private final FileStore store;
    private long recountedNanos = System.nanoTime() - RECOUNT_PAUSE.toNanos();
    private final AtomicInteger created = new AtomicInteger();
    private final Map<String, Supplier<String>> virtualFiles = new ConcurrentHashMap<>();
    private volatile @Nullable ControlGroups controlGroups;

    /** @param limitBytes how many bytes of file content the disk holds */
    public Disk(DiskBudget budget, long limitBytes) {
        this.budget = budget;
        this.fileSystem = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setAttributeViews("basic", "owner", "posix", "unix")
                .setDefaultAttributeValue("owner:owner", "root")
                .setDefaultAttributeValue("posix:group", "root")
                .setWorkingDirectory(HOME)
                .setBlockSize(BLOCK_BYTES)
                .setMaxSize(limitBytes)
                .setMaxCacheSize(UNUSED_BLOCKS_KEPT_BYTES)
                .build());
        try {
            this.store = Files.getFileStore(fileSystem.getPath(HOME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        budget.add(this);
    }

    public FileSystem fileSystem() {
        return fileSystem;
    }

    public Path path(String absolute) {
        return fileSystem.getPath(absolute);
    }

    /** What the files take, in bytes of whole blocks. */
    public long usedBytes() {
        try {
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Lets a path read as what is computed when it is opened, like a file of {@code /proc}. */
    void publish(String path, Supplier<String> content) {
        virtualFiles.put(path, content);
    }

    /** Lets the files that control groups be those of a system that has booted from this disk. */
    void control(ControlGroups groups) {
        controlGroups = groups;
    }

    /** Opens a file to read. */
    public OpenFile open(Path path) throws IOException {
        OpenFile special = special(path);
        if (special != null) {
            return special;
        }
        refuseDirectory(path);
        return new DiskFile(this, Files.newByteChannel(path));
    }

    /** Opens a file to write, and creates it if need be: to append to it, or to start it anew. */
    public OpenFile openForWriting(Path path, boolean append) throws IOException {
        OpenFile special = special(path);
        if (special != null) {
            return special;
        }
        refuseDirectory(path);
        if (!Files.exists(path)) {
            reserveFile();
        }
        Set<? extends OpenOption> options = append
                ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return new DiskFile(this, Files.newByteChannel(path, options, permissions("rw-r--r--")));
    }

    private @Nullable OpenFile special(Path path) {
        Path normal = path.normalize();
        if (normal.startsWith("/dev") && normal.getNameCount() == 2) {
            Supplier<OpenFile> device = Devices.BY_NAME.get(normal.getFileName().toString());
            return device == null ? null : device.get();
        }
        Supplier<String> content = virtualFiles.get(normal.toString());
        if (content != null) {
            return Devices.text(content.get().getBytes(StandardCharsets.UTF_8));
        }
        ControlGroups groups = controlGroups;
        Path folder = normal.getParent();
        return groups == null || folder == null || !Files.isDirectory(folder) ? null : groups.open(normal);
    }

    private static void refuseDirectory(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("Is a directory");
        }
    }

    public void createDirectory(Path path) throws IOException {
        reserveFile();
        Files.createDirectory(path, permissions("rwxr-xr-x"));
    }

    public void createSymbolicLink(Path link, Path target) throws IOException {
        reserveFile();
        Files.createSymbolicLink(link, target);
    }

    public void createLink(Path link, Path existing) throws IOException {
        reserveFile();
        Files.createLink(link, existing);
    }

    /** Copies one file or makes one directory, with its permissions and, if asked, its times. */
    public void copy(Path source, Path target, boolean preserve) throws IOException {
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(target)) {
                createDirectory(target);
            }
        } else if (Files.isSymbolicLink(source) && preserve) {
            Files.deleteIfExists(target);
            createSymbolicLink(/* link= */ target, /* target= */ Files.readSymbolicLink(source));
            return;
        } else {
            copyContent(source, target);
        }
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source));
        if (preserve) {
            Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
        }
    }

    private void copyContent(Path source, Path target) throws IOException {
        OpenFile in = open(source);
        try {
            OpenFile out = openForWriting(target, false);
            try {
                byte[] buffer = new byte[BLOCK_BYTES * 16];
                for (int count = in.read(buffer, 0, buffer.length);
                        count > 0;
                        count = in.read(buffer, 0, buffer.length)) {
                    out.write(buffer, 0, count);
                }
            } finally {
                out.release();
            }
        } finally {
            in.release();
        }
    }

    /** Cuts a file off at a size, or fills it up with zeros to it. */
    public void resize(Path path, long size) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
            if (size < channel.size()) {
                channel.truncate(size);
                return;
            }
            channel.position(channel.size());
            ByteBuffer zeros = ByteBuffer.allocate(BLOCK_BYTES);
            while (channel.position() < size) {
                checkSpace();
                zeros.clear().limit((int) Math.min(BLOCK_BYTES, size - channel.position()));
                channel.write(zeros);
            }
        }
    }

    /** Whether there is room for more bytes. */
    void checkSpace() throws IOException {
        if (budget.isSpent()) {
            throw Failures.noSpace();
        }
    }

    /** Takes note that one more file comes into being. */
    public void reserveFile() throws IOException {
        checkSpace();
        if (created.incrementAndGet() <= FILE_LIMIT) {
            return;
        }
        recount();
        if (created.get() > FILE_LIMIT) {
            throw Failures.noSpace();
        }
    }

    /** Files that have been removed were not counted back: looks how many there really are, but not all the time. */
    private synchronized void recount() throws IOException {
        if (System.nanoTime() - recountedNanos < RECOUNT_PAUSE.toNanos()) {
            return;
        }
        try (Stream<Path> all = Files.walk(fileSystem.getPath("/"))) {
            created.set((int) all.limit(FILE_LIMIT + 1L).count());
        }
        recountedNanos = System.nanoTime();
    }

    static FileAttribute<?> permissions(String symbolic) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(symbolic));
    }

    @Override
    public void close() {
        budget.remove(this);
        try {
            fileSystem.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A file system in memory closes", e);
        }
    }
}
