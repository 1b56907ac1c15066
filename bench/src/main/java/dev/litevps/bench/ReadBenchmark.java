package dev.litevps.bench;

import dev.litevps.LiteVps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * How often a second {@code GET /api/vps/:id} is answered; against a WebFlux application that does nothing but answer a
 * body of the same kind. Both in this process, asked by {@code wrk} in turns, since an own client would cost more than
 * what it asks.
 */
final class ReadBenchmark {

    private static final int ROUNDS = 4;
    private static final int CONNECTIONS = 64;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private final int roundSeconds;

    ReadBenchmark(int seconds) {
        this.roundSeconds = Math.max(1, seconds / ROUNDS);
    }

    void run(Report report) throws Exception {
        if (!Programs.exists("wrk")) {
            report.title("Reads: skipped, wrk is not installed on this machine");
            return;
        }
        report.title("GET /api/vps/:id against a WebFlux \"hello\", wrk with " + CONNECTIONS + " connections");
        Path data = Files.createTempDirectory("litevps-bench-");
        try (ConfigurableApplicationContext server = new SpringApplicationBuilder(LiteVps.class)
                        .run(
                                "--server.port=0",
                                "--litevps.data=" + data,
                                "--litevps.host.network=127.93.5.0/24",
                                "--litevps.limits.requests-per-minute=1000000000",
                                "--logging.level.root=WARN");
                HelloServer hello = HelloServer.start()) {
            ApiCalls api = ApiCalls.logIn(
                    "http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port"));
            String id = api.createRunning("bench", List.of(), 10);
            compare(hello.url(), api.url("/api/vps/" + id), api.token(), report);
            api.destroy(id);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private void compare(String hello, String vps, String token, Report report) throws Exception {
        ask(hello, token, 2 * roundSeconds);
        ask(vps, token, 2 * roundSeconds);
        List<Double> raw = new ArrayList<>();
        List<Double> reads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            raw.add(ask(hello, token, roundSeconds));
            reads.add(ask(vps, token, roundSeconds));
        }
        double limit = Measurement.median(raw);
        double rate = Measurement.median(reads);
        report.value("WebFlux \"hello\"", limit, "/s", "");
        report.value("GET /api/vps/:id", rate, "/s", "");
        report.ratio("of the limit", rate / limit, "0.4 or more");
    }

    /** Requests a second. Fails if any was answered with anything but success. */
    private static double ask(String url, String token, int seconds) throws Exception {
        String output = Programs.run(List.of(
                "wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "-H", "Authorization: Bearer " + token, url));
        if (ERRORS.matcher(output).find()) {
            throw new IllegalStateException(url + " answered with errors: " + output);
        }
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("wrk did not say how fast it was: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
