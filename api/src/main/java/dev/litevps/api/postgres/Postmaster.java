package dev.litevps.api.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process that runs on one cluster, known by the cluster's {@code postmaster.pid}. The process id alone proves
 * nothing: after a reboot it may be anyone's. A process counts only if it is a {@code postgres} that was started on this
 * very cluster.
 */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    /** How long a fast shutdown may take to write its checkpoint: 256 MB of buffers on a slow disk. */
    private static final Duration FAST_LIMIT = Duration.ofSeconds(60);

    private static final Duration IMMEDIATE_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    /** Line of {@code postmaster.pid} that tells the server's state (PostgreSQL's {@code LOCK_FILE_LINE_PM_STATUS}). */
    private static final int STATUS_LINE = 8;

    private final Path cluster;
    private final PostgresPrograms programs;

    Postmaster(Path cluster, PostgresPrograms programs) {
        this.cluster = cluster;
        this.programs = programs;
    }

    /**
     * Stops a server that an earlier run left behind, or removes its file if the process id in it now belongs to some
     * other program, which PostgreSQL would take for a live server.
     */
    void clearLeftover() {
        List<String> lines = statusLines();
        if (lines.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> process = parsePid(lines.getFirst()).flatMap(ProcessHandle::of);
        if (process.isEmpty()) {
            return;
        }
        if (isServerOfThisCluster(process.get())) {
            log.info(
                    "Stopping PostgreSQL process {} that an earlier run left behind",
                    process.get().pid());
            stop(process.get());
            return;
        }
        try {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        } catch (IOException failure) {
            throw Failures.unwritable(cluster, failure);
        }
    }

    /** Whether the server with this process id accepts connections. */
    boolean isReady(long pid) {
        List<String> lines = statusLines();
        return lines.size() >= STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATUS_LINE - 1).strip().equals("ready");
    }

    /**
     * Stops the live server and returns when its process is gone: first disconnecting its clients and writing a
     * checkpoint, else without a checkpoint (its next start recovers from the log), at last by force.
     *
     * @throws EmbeddedPostgresException if even force did not end it
     */
    void stop(ProcessHandle server) {
        signal(server, "INT");
        if (awaitUntil(() -> !isServerOfThisCluster(server), FAST_LIMIT)) {
            return;
        }
        signal(server, "QUIT");
        if (awaitUntil(() -> !isServerOfThisCluster(server), IMMEDIATE_LIMIT)) {
            return;
        }
        server.destroyForcibly();
        if (!awaitUntil(() -> !isServerOfThisCluster(server), IMMEDIATE_LIMIT)) {
            throw new EmbeddedPostgresException(
                    "The PostgreSQL process " + server.pid() + " on " + cluster + " cannot be stopped.");
        }
    }

    /** Waits for a condition, looking every few milliseconds; false if it did not come true in time. */
    static boolean awaitUntil(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new EmbeddedPostgresException("Interrupted while waiting for PostgreSQL.", interrupted);
            }
        }
        return true;
    }

    private void signal(ProcessHandle server, String signal) {
        try {
            programs.run("pg_ctl", List.of("kill", signal, Long.toString(server.pid())), "");
        } catch (EmbeddedPostgresException failure) {
            if (isServerOfThisCluster(server)) {
                throw failure;
            }
            // It ended between the look and the signal, which is what was wanted.
        }
    }

    /** A process that has ended but was not reaped by its parent shows neither program nor arguments. */
    private boolean isServerOfThisCluster(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres = info.command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
        return isPostgres
                && info.arguments()
                        .map(arguments -> List.of(arguments).contains(cluster.toString()))
                        .orElse(false);
    }

    private List<String> statusLines() {
        try {
            return Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw Failures.unwritable(cluster, failure);
        }
    }

    private static Optional<Long> parsePid(String line) {
        try {
            return Optional.of(Long.parseLong(line.strip())).filter(pid -> pid > 0);
        } catch (NumberFormatException notAPid) {
            return Optional.empty();
        }
    }
}
