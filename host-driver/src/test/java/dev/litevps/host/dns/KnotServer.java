package dev.litevps.host.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real name server on a loopback port, with one zone in a folder of its own; nothing is left of it when it is closed. */
final class KnotServer implements AutoCloseable {

    static final byte[] SECRET = "a secret of the tests only, 32 by".getBytes(StandardCharsets.US_ASCII);
    static final String KEY = "litevps-test";

    private static final String PROGRAM = "/usr/sbin/knotd";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final InetSocketAddress address;
    private final Process process;

    private KnotServer(Path folder, InetSocketAddress address, Process process) {
        this.folder = folder;
        this.address = address;
        this.process = process;
    }

    /** Starts one. Skips the test, visibly, where there is none. */
    static KnotServer start(String zone) {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of(PROGRAM)), "the name server of these tests, knot, is not installed");
        try {
            Path folder = Files.createTempDirectory("litevps-knot");
            InetSocketAddress address = freeAddress();
            Files.writeString(folder.resolve(zone + ".zone"), zoneFile(zone));
            Files.writeString(folder.resolve("knot.conf"), configuration(folder, address, zone));
            Process process = new ProcessBuilder(
                            PROGRAM, "-c", folder.resolve("knot.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            KnotServer server = new KnotServer(folder, address, process);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    private void awaitAnswer() {
        try {
            Awaitility.await("knot listens").atMost(PATIENCE).until(this::listens);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            return new InetSocketAddress(loopback, free.getLocalPort());
        }
    }

    private static String zoneFile(String zone) {
        return """
                $ORIGIN %s.
                $TTL 60
                @ SOA ns hostmaster 1 3600 600 86400 60
                @ NS ns
                ns A 127.0.0.1
                """.formatted(zone);
    }

    private static String configuration(Path folder, InetSocketAddress address, String zone) {
        return """
                server:
                    listen: %1$s@%2$d
                    rundir: "%3$s"
                    udp-workers: 1
                    tcp-workers: 1
                    background-workers: 1
                database:
                    storage: "%3$s"
                    journal-db-max-size: 16M
                key:
                  - id: %5$s
                    algorithm: hmac-sha256
                    secret: %6$s
                acl:
                  - id: platform
                    key: %5$s
                    action: [update, transfer]
                zone:
                  - domain: %4$s
                    storage: "%3$s"
                    file: %4$s.zone
                    acl: platform
                """.formatted(
                        address.getAddress().getHostAddress(),
                        address.getPort(),
                        folder,
                        zone,
                        KEY,
                        Base64.getEncoder().encodeToString(SECRET));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
