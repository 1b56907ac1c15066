package dev.litevps.bench;

import dev.litevps.LiteVps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file four times as large as the whole heap of the server, up to a real guest and down again, with equal checksums. The
 * server is a process of its own, which dies if its heap does not do.
 */
final class LargeFileBenchmark {

    private static final int HEAP_MB = 256;
    private static final long FILE_BYTES = 1L << 30;
    private static final double BYTES_PER_MB = 1_000_000;
    private static final String PATH = "/root/large";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration TRANSFER_LIMIT = Duration.ofMinutes(30);
    /** The longest that a command may take by default. */
    private static final int SUM_LIMIT_SECONDS = 300;

    private static final int PIECE_BYTES = 64 * 1024;

    private LargeFileBenchmark() {}

    static void run(Report report) throws Exception {
        report.title("A file of 1 GiB through a server with a heap of " + HEAP_MB + " MiB, real guest");
        Path data = Files.createTempDirectory("litevps-bench-");
        int port = freePort();
        Process server = start(data, port);
        try {
            String url = "http://127.0.0.1:" + port;
            awaitHealthy(server, url);
            transfer(server, ApiCalls.logIn(url), report);
        } finally {
            server.destroy();
            server.waitFor();
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static void transfer(Process server, ApiCalls api, Report report) throws Exception {
        String id = api.createRunning("bench", List.of(), 100);
        try (HeapWatch heap = HeapWatch.of(server)) {
            String sum = upload(api, id, report);
            requireSame(sum, sumInGuest(api, id));
            requireSame(sum, download(api, id, report));
            report.value("most of the heap in use, looked at every 100 ms", heap.mostUsedMb(), "MB", "");
            report.value("most of the process in memory", heap.mostResidentMb(), "MB", "");
            report.line("  The checksum is the same at the client, in the guest and back at the client.");
        } finally {
            api.destroy(id);
        }
    }

    private static Process start(Path data, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MB + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LiteVps.class.getName(),
                        "--server.port=" + port,
                        "--litevps.data=" + data,
                        "--litevps.hypervisor=libvirt",
                        "--litevps.host.network=127.93.5.0/24",
                        // On a busy machine a guest takes its time to boot, which is not what is measured.
                        "--litevps.host.boot-timeout=10m",
                        "--litevps.files.max-upload=" + FILE_BYTES + "B",
                        "--logging.level.root=WARN")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
    }

    private static String upload(ApiCalls api, String id, Report report) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        HttpRequest request = files(api, id)
                .PUT(BodyPublishers.ofInputStream(() -> new DigestInputStream(new Noise(FILE_BYTES), digest)))
                .build();
        long begin = System.nanoTime();
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        rate("PUT, 1 GiB", begin, report);
        String sum = HexFormat.of().formatHex(digest.digest());
        JsonNode stored = JsonMapper.shared().readTree(answer.body());
        requireSame(sum, stored.path("sha256").asString());
        if (stored.path("size_bytes").asLong() != FILE_BYTES) {
            throw new IllegalStateException("not all of it arrived: " + answer.body());
        }
        return sum;
    }

    private static String download(ApiCalls api, String id, Report report) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long begin = System.nanoTime();
        HttpResponse<InputStream> answer = send(files(api, id).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = new DigestInputStream(answer.body(), digest)) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        rate("GET, 1 GiB", begin, report);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void rate(String what, long begin, Report report) {
        double seconds = Measurement.millisSince(begin) / 1_000;
        report.value(what, FILE_BYTES / BYTES_PER_MB / seconds, "MB/s", "");
    }

    private static String sumInGuest(ApiCalls api, String id) throws IOException, InterruptedException {
        String printed = api.exec(id, "sha256sum " + PATH, SUM_LIMIT_SECONDS)
                .path("stdout")
                .asString();
        return printed.substring(0, Math.max(0, printed.indexOf(' ')));
    }

    private static HttpRequest.Builder files(ApiCalls api, String id) {
        return HttpRequest.newBuilder(URI.create(api.url("/api/vps/" + id + "/files?path=" + PATH)))
                .timeout(TRANSFER_LIMIT)
                .header("Authorization", "Bearer " + api.token());
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, body);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(request.method() + " was answered " + answer.statusCode());
        }
        return answer;
    }

    private static void requireSame(String sum, String other) {
        if (!sum.equals(other)) {
            throw new IllegalStateException("the checksums differ: " + sum + " and " + other);
        }
    }

    private static void awaitHealthy(Process server, String url) throws InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/health")).build();
        long begin = System.nanoTime();
        while (true) {
            try {
                if (HttpClient.newHttpClient()
                                .send(health, BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                if (!server.isAlive() || System.nanoTime() - begin > START_LIMIT.toNanos()) {
                    throw new IllegalStateException("the server does not start", e);
                }
            }
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Bytes that no compression makes fewer, and that nobody has to keep. */
    private static final class Noise extends InputStream {

        private long left;
        private long state = 0x9E3779B97F4A7C15L;

        Noise(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, PIECE_BYTES), left);
            for (int i = 0; i < count; i++) {
                // Xorshift: fast, and noise enough.
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                buffer[offset + i] = (byte) state;
            }
            left -= count;
            return count;
        }
    }
}
