package dev.litevps.api.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Starts the server process on a cluster and waits until it accepts connections. */
final class ServerStart {

    /** Recovery after a crash replays at most max_wal_size (2 GB) of log before the server is ready. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);

    /** How long to wait for an obstacle to pass: the children of a killed server notice within about a second. */
    private static final Duration OBSTACLE_LIMIT = Duration.ofSeconds(30);

    private static final Duration OBSTACLE_PAUSE = Duration.ofMillis(50);

    /** Another program took the port first; children of a killed server are left; a killed start is still under way. */
    private static final List<String> PASSING_OBSTACLES = List.of(
            "could not create any TCP/IP sockets", "is still in use", "lock file \"postmaster.pid\" already exists");

    private final PostgresPrograms programs;
    private final Path cluster;
    private final Postmaster postmaster;
    private final ProgramLog log;

    /** A server that accepts connections at a port of the loopback address. */
    record Started(Process process, int port) {}

    ServerStart(PostgresPrograms programs, Path cluster, Postmaster postmaster, ProgramLog log) {
        this.programs = programs;
        this.cluster = cluster;
        this.postmaster = postmaster;
        this.log = log;
    }

    /**
     * Stops what an earlier run left behind and starts the server; tries again where what stands in the way goes away by
     * itself.
     *
     * @param wantedPort the port to listen on; without one, any free port
     * @throws EmbeddedPostgresException if the server does not start
     */
    Started start(OptionalInt wantedPort) {
        long deadline = System.nanoTime() + OBSTACLE_LIMIT.toNanos();
        try {
            log.rotate();
            while (true) {
                postmaster.clearLeftover();
                int port = wantedPort.isPresent() ? wantedPort.getAsInt() : freePort();
                long mark = log.mark();
                Process process = programs.startServer(arguments(port));
                if (becomesReady(process)) {
                    return new Started(process, port);
                }
                String said = log.since(mark);
                if (PASSING_OBSTACLES.stream().noneMatch(said::contains) || System.nanoTime() > deadline) {
                    throw PostgresPrograms.refused("PostgreSQL did not start (see " + log.file() + ")", said);
                }
                Postmaster.awaitUntil(() -> false, OBSTACLE_PAUSE);
            }
        } catch (IOException failure) {
            throw new EmbeddedPostgresException("PostgreSQL did not start: " + Failures.reason(failure) + ".", failure);
        }
    }

    private List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.toString()));
        arguments.addAll(PostgresSettings.arguments(port));
        return arguments;
    }

    private boolean becomesReady(Process process) {
        boolean decided =
                Postmaster.awaitUntil(() -> postmaster.isReady(process.pid()) || !process.isAlive(), READY_LIMIT);
        if (!decided) {
            process.destroy();
            throw new EmbeddedPostgresException(
                    "PostgreSQL did not become ready within " + READY_LIMIT.toMinutes() + " minutes.");
        }
        return process.isAlive();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(EmbeddedPostgresServer.HOST))) {
            return socket.getLocalPort();
        }
    }
}
