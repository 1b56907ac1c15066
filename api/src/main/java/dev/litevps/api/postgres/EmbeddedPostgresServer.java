package dev.litevps.api.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running, durable PostgreSQL whose data lies in one folder and outlives the process.
 *
 * <p>It promises: an acknowledged commit is on disk; the data folder serves one live process at a time; the server
 * listens on loopback only, on a free port, and lets nobody in without the password that only the folder's owner can
 * read; a server left behind by a killed process is stopped, and gone, before the next one starts.
 *
 * <p>It needs no privilege and also runs as root. Close it after everything that has connections to it. If it is never
 * closed, the server process stays, and the next start on the same folder replaces it.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String DATABASE = "litevps";
    static final String USERNAME = "litevps";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);

    /** Recovery after a crash replays at most max_wal_size (2 GB) of log before the server is ready. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);

    /** How long to wait for an obstacle to pass: the children of a killed server notice within about a second. */
    private static final Duration OBSTACLE_LIMIT = Duration.ofSeconds(30);

    /** Another program took the port first; children of a killed server are left; a killed start is still under way. */
    private static final List<String> PASSING_OBSTACLES = List.of(
            "could not create any TCP/IP sockets", "is still in use", "lock file \"postmaster.pid\" already exists");

    private static final long LOG_LIMIT_BYTES = 10_000_000;

    private final FolderLock lock;
    private final String password;
    private final Postmaster postmaster;
    private final Started started;
    private final AtomicBoolean closed = new AtomicBoolean();

    private record Started(Process process, int port) {}

    private EmbeddedPostgresServer(FolderLock lock, String password, Postmaster postmaster, Started started) {
        this.lock = lock;
        this.password = password;
        this.postmaster = postmaster;
        this.started = started;
    }

    /**
     * Starts PostgreSQL on a folder, making the folder and the database on the first start, and returns when it accepts
     * connections.
     *
     * @param folder where the data lies; made with access for its owner only if it does not exist
     * @throws EmbeddedPostgresException with one sentence, if the folder is in use by a live process or cannot be
     *     written, or if this machine cannot run PostgreSQL
     */
    public static EmbeddedPostgresServer start(Path folder) {
        long begun = System.nanoTime();
        Path home = prepare(folder);
        FolderLock lock = FolderLock.acquire(home);
        try {
            PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked(home), home);
            Cluster cluster = new Cluster(home, programs);
            cluster.createIfMissing();
            String password = cluster.password();
            Postmaster postmaster = new Postmaster(cluster.path(), programs);
            Path output = logFile(home);
            Started started = launch(programs, cluster, postmaster, output);
            log.info(
                    "PostgreSQL runs on {}:{} with its data in {} after {} ms",
                    HOST,
                    started.port(),
                    home,
                    (System.nanoTime() - begun) / 1_000_000);
            return new EmbeddedPostgresServer(lock, password, postmaster, started);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /** The port it listens on at {@code 127.0.0.1}; another one at each start. */
    public int port() {
        return started.port();
    }

    /** The address to connect to, always loopback. */
    public String host() {
        return HOST;
    }

    /** The name of the application's database. */
    public String database() {
        return DATABASE;
    }

    /** The only role, which owns the database. */
    public String username() {
        return USERNAME;
    }

    /** The role's password. Keep it out of logs. */
    public String password() {
        return password;
    }

    /** The URL for JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + DATABASE;
    }

    /** The URL for R2DBC, without user and password. */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + HOST + ":" + port() + "/" + DATABASE;
    }

    /** The server's process id, for operators and for tests that kill it. */
    public long pid() {
        return started.process().pid();
    }

    /** Disconnects all clients, writes a checkpoint, and returns when the server is gone; repeated, it does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            if (started.process().isAlive()) {
                postmaster.stop(started.process().toHandle());
            }
        } finally {
            lock.close();
        }
    }

    private static Path prepare(Path folder) {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder.toRealPath();
        } catch (IOException failure) {
            throw Failures.unwritable(folder, failure);
        }
    }

    private static Path logFile(Path home) {
        Path file = home.resolve("postgresql.log");
        try {
            if (Files.exists(file) && Files.size(file) > LOG_LIMIT_BYTES) {
                Files.move(file, home.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return file;
        } catch (IOException failure) {
            throw Failures.unwritable(home, failure);
        }
    }

    /** Starts the server; tries again where what stands in the way goes away by itself. */
    private static Started launch(PostgresPrograms programs, Cluster cluster, Postmaster postmaster, Path output) {
        long deadline = System.nanoTime() + OBSTACLE_LIMIT.toNanos();
        while (true) {
            postmaster.clearLeftover();
            try {
                int port = freePort();
                long outputBefore = Files.exists(output) ? Files.size(output) : 0;
                List<String> arguments =
                        new ArrayList<>(List.of("-D", cluster.path().toString()));
                arguments.addAll(PostgresSettings.arguments(port));
                Process process = programs.startServer(arguments, output);
                if (becomesReady(process, postmaster)) {
                    return new Started(process, port);
                }
                String said = readFrom(output, outputBefore);
                if (PASSING_OBSTACLES.stream().noneMatch(said::contains) || System.nanoTime() > deadline) {
                    throw PostgresPrograms.refused("PostgreSQL did not start (see " + output + ")", said);
                }
            } catch (IOException failure) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL did not start: " + Failures.reason(failure) + ".", failure);
            }
        }
    }

    private static String readFrom(Path file, long offset) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            content.skipNBytes(offset);
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean becomesReady(Process process, Postmaster postmaster) {
        boolean decided =
                Postmaster.awaitUntil(() -> postmaster.isReady(process.pid()) || !process.isAlive(), READY_LIMIT);
        if (!decided) {
            process.destroy();
            throw new EmbeddedPostgresException(
                    "PostgreSQL did not become ready within " + READY_LIMIT.toSeconds() + " seconds.");
        }
        return process.isAlive();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }
}
