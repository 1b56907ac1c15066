package dev.litevps.bench;

import dev.litevps.api.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.util.FileSystemUtils;

/**
 * From {@code ./litevps up} on existing data until {@code /health} says ok; against what cannot be left out: starting the
 * same PostgreSQL on the same data.
 */
final class StartBenchmark {

    private static final int ROUNDS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private StartBenchmark() {}

    static void run(Report report) throws Exception {
        Path launcher =
                Path.of(System.getProperty("litevps.launcher", "litevps")).toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException("run the benchmarks through ./litevps bench: there is no " + launcher);
        }
        report.title("From ./litevps up to healthy, warm, median of " + ROUNDS);
        Path data = Files.createTempDirectory("litevps-bench-");
        try {
            up(launcher, data);
            up(launcher, data);
            double[] starts = new double[ROUNDS];
            double[] databases = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                starts[round] = up(launcher, data);
                databases[round] = database(data);
            }
            report.value("PostgreSQL alone, on the same data", median(databases), "ms", "");
            report.value("./litevps up until /health says ok", median(starts), "ms", "8000 or less");
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static double database(Path data) {
        long begin = System.nanoTime();
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(data.resolve("postgresql"));
        double taken = (System.nanoTime() - begin) / 1e6;
        server.close();
        return taken;
    }

    private static double up(Path launcher, Path data) throws IOException, InterruptedException {
        int port = freePort();
        long begin = System.nanoTime();
        Process server = new ProcessBuilder(
                        launcher.toString(), "up", "--port", Integer.toString(port), "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!isHealthy(port)) {
                if (!server.isAlive() || System.nanoTime() - begin > LIMIT.toNanos()) {
                    throw new IllegalStateException("the server does not start");
                }
                Thread.sleep(10);
            }
            return (System.nanoTime() - begin) / 1e6;
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static boolean isHealthy(int port) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
