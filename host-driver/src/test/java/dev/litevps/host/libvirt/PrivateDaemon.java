package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A libvirtd of one test's own, that can be killed without harm to anyone: unprivileged, with its socket in a temporary
 * folder, and serving the built-in mock.
 */
final class PrivateDaemon implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/libvirtd");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private @Nullable Process process;

    PrivateDaemon() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "libvirtd is not installed; run host-setup");
        folder = Files.createTempDirectory("litevps-libvirtd-");
        // The daemon runs as nobody where the tests run as root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("libvirtd.conf"), """
                unix_sock_dir = "%s"
                auth_unix_rw = "none"
                """.formatted(folder));
    }

    String uri() {
        return "test+unix:///default?socket=" + socket();
    }

    /** Returns when it listens. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (ProcessHandle.current().info().user().orElse("").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of(
                PROGRAM.toString(), "-f", folder.resolve("libvirtd.conf").toString()));
        command.addAll(List.of("-p", folder.resolve("pid").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        for (String variable : List.of("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")) {
            builder.environment().put(variable, folder.toString());
        }
        Process started = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        process = started;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            assertThat(started.isAlive())
                    .as(Files.readString(folder.resolve("log")))
                    .isTrue();
            assertThat(System.nanoTime()).as("the daemon listens in time").isLessThan(deadline);
            started.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** The socket is there a moment before anybody listens at it. */
    private boolean listens() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket()));
        } catch (SocketException notYet) {
            return false;
        }
    }

    /** As a crash would. The socket that it leaves is taken away, so that {@link #start} can wait for a new one. */
    void kill() throws IOException {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            Files.deleteIfExists(socket());
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path socket() {
        return folder.resolve("libvirt-sock");
    }
}
