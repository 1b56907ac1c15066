package dev.litevps.api.http;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A real name server, knot, on a loopback port, with one zone that a server of the platform may change. */
final class NameServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/knotd");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String KEY = "litevps-test";
    private static final String SECRET =
            Base64.getEncoder().encodeToString("a secret of the tests only, 32 by".getBytes(StandardCharsets.US_ASCII));

    private final String zone;
    private final int port;
    private final Path folder;
    private final Process process;

    private NameServer(String zone, int port, Path folder, Process process) {
        this.zone = zone;
        this.port = port;
        this.folder = folder;
        this.process = process;
    }

    /** Starts one. Skips the test, visibly, where there is none. */
    static NameServer start(String zone) {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "the name server of these tests, knot, is not installed");
        try {
            Path folder = Files.createTempDirectory("litevps-knot");
            int port = freePort();
            Files.writeString(folder.resolve(zone + ".zone"), """
                    $ORIGIN %s.
                    $TTL 60
                    @ SOA ns hostmaster 1 3600 600 86400 60
                    @ NS ns
                    ns A 127.0.0.1
                    """.formatted(zone));
            Path configuration = Files.writeString(folder.resolve("knot.conf"), configuration(folder, port, zone));
            Process process = new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            NameServer server = new NameServer(zone, port, folder, process);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            return free.getLocalPort();
        }
    }

    private static String configuration(Path folder, int port, String zone) {
        return """
                server:
                    listen: 127.0.0.1@%1$d
                    rundir: "%2$s"
                    udp-workers: 1
                    tcp-workers: 1
                    background-workers: 1
                database:
                    storage: "%2$s"
                    journal-db-max-size: 16M
                key:
                  - id: %4$s
                    algorithm: hmac-sha256
                    secret: %5$s
                acl:
                  - id: platform
                    key: %4$s
                    action: [update, transfer]
                zone:
                  - domain: %3$s
                    storage: "%2$s"
                    file: %3$s.zone
                    acl: platform
                """.formatted(port, folder, zone, KEY, SECRET);
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
        try (Socket socket = new Socket(LOOPBACK, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What a server of the platform has to be told to publish its names here. */
    List<String> settings() {
        return List.of(
                "litevps.dns.zone=" + zone,
                "litevps.dns.server=127.0.0.1",
                "litevps.dns.port=" + port,
                "litevps.dns.key-name=" + KEY,
                "litevps.dns.key-secret=" + SECRET);
    }

    /** The addresses that anybody who asks is told of this name; none if there is no such name. */
    List<String> look(String name) {
        try {
            Message answer = new SimpleResolver(new InetSocketAddress(LOOPBACK, port))
                    .send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN)));
            return answer.getSection(Section.ANSWER).stream()
                    .map(Record::rdataToString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Server.delete(folder);
    }
}
