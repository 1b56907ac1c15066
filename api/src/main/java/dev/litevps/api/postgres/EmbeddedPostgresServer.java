package dev.litevps.api.postgres;

import dev.litevps.api.postgres.ServerStart.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running, durable PostgreSQL whose data lies in one folder and outlives the process.
 *
 * <p>It promises: an acknowledged commit is on disk; the data folder serves one live process at a time; the server
 * listens on loopback only, on a free port, and lets nobody in without the password that only the folder's owner can
 * read; a server left behind by a killed process is stopped, and gone, before the next one starts; a server that dies is
 * started again on the same port, so that a connection pool recovers by itself.
 *
 * <p>It needs no privilege and also runs as root. Close it after everything that has connections to it. If it is never
 * closed, the server process stays, and the next start on the same folder replaces it.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String DATABASE = "litevps";
    static final String USERNAME = "litevps";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);

    private final FolderLock folderLock;
    private final String password;
    private final Postmaster postmaster;
    private final ServerStart serverStart;

    /** Held while the server process is replaced or stopped. */
    private final ReentrantLock lifecycle = new ReentrantLock();

    private volatile Started started;
    private boolean closed;

    private EmbeddedPostgresServer(
            FolderLock folderLock, String password, Postmaster postmaster, ServerStart serverStart) {
        this.folderLock = folderLock;
        this.password = password;
        this.postmaster = postmaster;
        this.serverStart = serverStart;
        this.started = serverStart.start(OptionalInt.empty());
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
        FolderLock folderLock = FolderLock.acquire(home);
        try {
            ProgramLog programLog = new ProgramLog(home);
            PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked(home), home, programLog);
            Cluster cluster = new Cluster(home, programs);
            cluster.createIfMissing();
            String password = cluster.password();
            Postmaster postmaster = new Postmaster(cluster.path(), programs);
            ServerStart serverStart = new ServerStart(programs, cluster.path(), postmaster, programLog);
            EmbeddedPostgresServer server = new EmbeddedPostgresServer(folderLock, password, postmaster, serverStart);
            Thread.ofVirtual().name("postgresql-watch").start(server::watch);
            log.info(
                    "PostgreSQL runs on {}:{} with its data in {} after {} ms",
                    HOST,
                    server.port(),
                    home,
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            return server;
        } catch (RuntimeException failure) {
            folderLock.close();
            throw failure;
        }
    }

    /** The port it listens on at {@code 127.0.0.1}; another one at each start, the same until it is closed. */
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

    /** The server's process id, for operators and for tests that kill it; another one after a restart. */
    public long pid() {
        return started.process().pid();
    }

    /** Disconnects all clients, writes a checkpoint, and returns when the server is gone; repeated, it does nothing. */
    @Override
    public void close() {
        lifecycle.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try {
                if (started.process().isAlive()) {
                    postmaster.stop(started.process().toHandle());
                }
            } finally {
                folderLock.close();
            }
        } finally {
            lifecycle.unlock();
        }
    }

    /** Brings back a server that ended although nobody closed it: out of memory, or a kill by hand. */
    private void watch() {
        boolean watching = true;
        while (watching) {
            started.process().toHandle().onExit().join();
            watching = restart();
        }
    }

    /** Whether there is a server to watch again. */
    private boolean restart() {
        lifecycle.lock();
        try {
            if (closed) {
                return false;
            }
            log.warn("PostgreSQL ended unexpectedly; starting it again on port {}", port());
            started = serverStart.start(OptionalInt.of(port()));
            log.info("PostgreSQL runs again on port {}", port());
            return true;
        } catch (EmbeddedPostgresException failure) {
            log.error("PostgreSQL is down: {}", failure.getMessage(), failure);
            return false;
        } finally {
            lifecycle.unlock();
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
}
