package dev.litevps.api.crash;

import dev.litevps.LiteVps;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final Path data;
    private final int port;

    private ServerProcess(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    static ServerProcess start(Path data, String... properties) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LiteVps.class.getName(),
                "--server.port=" + port,
                "--litevps.data=" + data,
                "--logging.level.root=WARN"));
        for (String property : properties) {
            command.add("--" + property);
        }
        File output = data.resolve("server.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
        return new ServerProcess(process, data, port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void awaitTrap() {
        Awaitility.await("the server steps into its trap")
                .atMost(START_LIMIT)
                .until(() -> Files.exists(data.resolve(Trap.FILE)));
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.deleteIfExists(data.resolve(Trap.FILE));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
