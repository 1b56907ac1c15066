package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to and from a VPS over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LIMIT = 3_000_000;

    private final Server server = Server.start("litevps.files.max-upload=" + LIMIT + "B");
    private final Customer owner = Customer.with(server, "5.00");
    private String vps = "";

    @BeforeAll
    void createVps() {
        vps = owner.create("files");
        owner.client().awaitState(vps, "running", PATIENCE);
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void aFileGoesThereAndBack() throws Exception {
        byte[] content = new byte[2_500_000];
        new Random(7).nextBytes(content);

        Answer stored = put("/root/data", content);

        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        assertThat(stored.text("path")).isEqualTo("/root/data");
        assertThat(stored.json().path("size_bytes").asInt()).isEqualTo(content.length);
        assertThat(stored.text("mode")).isEqualTo("0644");
        assertThat(stored.text("sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        Download back = get("/root/data");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.header("Content-Length")).isEqualTo("" + content.length);
        assertThat(back.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(back.header("Content-Disposition")).contains("attachment", "data");
        assertThat(back.header("X-File-Mode")).isEqualTo("0644");
        assertThat(back.header("X-Balance-Remaining")).isNotEmpty();
        assertThat(back.content()).isEqualTo(content);
    }

    @Test
    void theModeIsTheOneThatIsAskedForOrWasThere() {
        assertThat(owner.client()
                        .putBytes(path("/root/mode.sh") + "&mode=0700", "echo hi".getBytes(StandardCharsets.UTF_8))
                        .text("mode"))
                .isEqualTo("0700");

        Answer replaced = put("/root/mode.sh", "echo ho".getBytes(StandardCharsets.UTF_8));

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.text("mode")).isEqualTo("0700");
        assertThat(exec("/root/mode.sh; stat -c %a /root/mode.sh")).isEqualTo("ho\n700\n");
    }

    @Test
    void whatIsMissingIsNotFound() {
        assertThat(get("/root/none").status()).isEqualTo(404);
        assertRefused(put("/nowhere/file", new byte[1]), 404, "no_such_folder");
        assertRefused(owner.client().get(path("/root/none")), 404, "no_such_file");
    }

    @Test
    void foldersAreNoFiles() {
        assertRefused(owner.client().get(path("/root")), 409, "not_a_regular_file");
        assertRefused(put("/root", new byte[1]), 409, "not_a_regular_file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"relative", "~/file", "/root/", "/", "/root/../etc/passwd", "/root/./x", "/a\u0000b", "/a\nb"})
    void aPathThatIsNoFilesIsRefused(String path) {
        assertRefused(put(path, new byte[1]), 400, "invalid_path");
        assertRefused(owner.client().get(path(path)), 400, "invalid_path");
    }

    @Test
    void aPathIsNeeded() {
        assertRefused(owner.client().get("/api/vps/" + vps + "/files"), 400, "missing_path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8888", "rwx", "77777", ""})
    void aModeThatIsNoneIsRefused(String mode) {
        assertRefused(owner.client().putBytes(path("/root/x") + "&mode=" + mode, new byte[1]), 400, "invalid_mode");
    }

    @Test
    void moreThanTheLimitIsRefusedBeforeItIsSent() {
        assertRefused(put("/root/huge", new byte[LIMIT + 1]), 413, "file_too_large");
        assertThat(exec("ls -A /root | grep -c huge").strip()).isEqualTo("0");
    }

    @Test
    void moreThanTheLimitIsRefusedAlsoIfItsLengthIsNotTold() {
        Answer refused = owner.client().putUnsized(path("/root/huge"), new byte[LIMIT + 1]);

        assertRefused(refused, 413, "file_too_large");
        assertThat(exec("ls -A /root | grep -c -e huge -e litevps-upload").strip())
                .isEqualTo("0");
    }

    @Test
    void aBrokenUploadLeavesTheOldFile() throws IOException {
        exec("mkdir /root/broken && echo old > /root/broken/file");

        sendHalf("/root/broken/file");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(exec("ls -A /root/broken"))
                .isEqualTo("file\n"));
        assertThat(exec("cat /root/broken/file")).isEqualTo("old\n");
    }

    @Test
    void aReaderThatHangsUpTakesNothingFromTheOthers() throws IOException {
        put("/root/popular", new byte[2_000_000]);

        for (int i = 0; i < 70; i++) {
            try (Socket socket = connect()) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(head("GET", path("/root/popular"), "").getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
            }
        }

        assertThat(get("/root/popular").content()).hasSize(2_000_000);
    }

    @Test
    void concurrentUploadsNeverMix() {
        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> put("/root/contended", ("" + i).repeat(500_000).getBytes(StandardCharsets.US_ASCII))
                        .status())
                .toList();

        assertThat(statuses).allMatch(status -> status == 200 || status == 201);
        byte[] winner = get("/root/contended").content();
        assertThat(winner).hasSize(500_000).containsOnly(winner[0]);
    }

    @Test
    void anothersVpsIsNotFound() {
        Client stranger = Customer.with(server, "1.00").client();

        assertRefused(stranger.get(path("/etc/hostname")), 404, "not_found");
        assertRefused(stranger.putBytes(path("/root/x"), new byte[1]), 404, "not_found");
    }

    @Test
    void aVpsThatDoesNotRunHasNoFiles() {
        String stopped = owner.create("stopped");
        owner.client().awaitState(stopped, "running", PATIENCE);
        owner.client().post("/api/vps/" + stopped + "/stop");
        owner.client().awaitState(stopped, "stopped", PATIENCE);

        assertRefused(owner.client().get("/api/vps/" + stopped + "/files?path=/etc/hostname"), 409, "wrong_state");
        assertRefused(
                owner.client().putBytes("/api/vps/" + stopped + "/files?path=/root/x", new byte[1]),
                409,
                "wrong_state");
    }

    private void sendHalf(String path) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoLinger(true, 0);
            OutputStream out = socket.getOutputStream();
            out.write(head("PUT", path(path), "Content-Length: 2000000\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[1_000_000]);
            out.flush();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(exec("ls -A /root/broken"))
                    .contains(".litevps-upload"));
        }
    }

    private String head(String method, String target, String more) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + owner.client().token() + "\r\n" + more + "\r\n";
    }

    private Socket connect() throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    }

    private String exec(String command) {
        return owner.client()
                .post("/api/vps/" + vps + "/exec", Map.of("command", command))
                .text("stdout");
    }

    private Answer put(String path, byte[] content) {
        return owner.client().putBytes(path(path), content);
    }

    private Download get(String path) {
        return owner.client().download(path(path));
    }

    private String path(String path) {
        return "/api/vps/" + vps + "/files?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }
}
