package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(120)
class DemoCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void doesTheQuickStartAndLeavesNothingBehind() {
        try (FakeServer server = new FakeServer(FakeServer.Mode.HEALTHY)) {
            assertThat(demo(server.url())).isEqualTo(ExitStatus.DONE);

            assertThat(server.requests())
                    .containsExactly(
                            "POST /api/auth/login",
                            "GET /api/pricing",
                            "POST /api/vps",
                            "GET /api/vps/vps-1",
                            "GET /api/vps/vps-1",
                            "GET /api/vps/vps-1",
                            "POST /api/vps/vps-1/exec",
                            "DELETE /api/vps/vps-1",
                            "GET /api/vps/vps-1");
            assertThat(server.existing()).isEmpty();
        }
    }

    @Test
    void showsEachStepWithItsCurlLineItsAnswerAndItsTime() {
        try (FakeServer server = new FakeServer(FakeServer.Mode.HEALTHY)) {
            demo(server.url());

            assertThat(out.toString())
                    .contains("1. Log in as agent@example.com")
                    .contains("TOKEN=$(curl -s -X POST " + server.url() + "/api/auth/login")
                    .contains("-d '{\"email\":\"agent@example.com\",\"password\":\"s3cr3t\"}' | jq -r .token)")
                    .contains("-H \"Authorization: Bearer $TOKEN\"")
                    .contains(server.url() + "/api/vps/$VPS_ID/exec")
                    .contains("\"stdout\":\"Linux demo\\n\"")
                    .containsPattern("-> 200 in \\d+ ms")
                    .containsPattern("running \\d+ ms after it was asked for")
                    .containsPattern("gone \\d+ ms later")
                    .contains("$9.9958 left on the balance");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    WITHOUT_PLANS               | 1 | The server has no plan on sale.
                    POOR                        | 5 | The balance is too low: $0.042 of the required $0.1667.
                    FAILING_TO_CREATE           | 1 | The VPS could not be created: no host has room.
                    NEVER_RUNNING               | 6 | The VPS was not running after 1 seconds.
                    REFUSING_COMMANDS           | 1 | The server answered POST /api/vps/vps-1/exec with 409: the vps is not running.
                    """)
    void saysInOneSentenceWhatWentWrongAndLeavesNothingBehind(FakeServer.Mode mode, int exitStatus, String sentence) {
        try (FakeServer server = new FakeServer(mode)) {
            assertThat(demo(server.url(), "--timeout=" + (mode == FakeServer.Mode.NEVER_RUNNING ? 1 : 50)))
                    .isEqualTo(exitStatus);

            assertThat(err.toString().strip()).isEqualTo("litevps: " + sentence);
            assertThat(server.existing()).isEmpty();
        }
    }

    @Test
    void destroysAVpsWhoseCreationWasNeverAnswered() {
        try (FakeServer server = new FakeServer(FakeServer.Mode.LOSING_THE_ANSWER_TO_CREATE)) {
            assertThat(demo(server.url())).isEqualTo(ExitStatus.UNREACHABLE);

            assertThat(server.created()).isEqualTo(1);
            assertThat(server.existing()).isEmpty();
        }
    }

    @Test
    void refusesAWrongPasswordAndKeepsItOutOfItsOutput() {
        try (FakeServer server = new FakeServer(FakeServer.Mode.HEALTHY)) {
            assertThat(demo(server.url(), "--password=hunter2")).isEqualTo(ExitStatus.UNAUTHENTICATED);

            assertThat(err.toString().strip()).isEqualTo("litevps: The server refused the login: invalid credentials.");
            assertThat(out.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void saysHowToStartAServerWhereNoneAnswers() throws IOException {
        String url = "http://127.0.0.1:" + unusedPort();

        assertThat(demo(url)).isEqualTo(ExitStatus.UNREACHABLE);

        assertThat(err.toString().strip())
                .isEqualTo("litevps: No LiteVPS answers at " + url
                        + ": start one with ./litevps up, or name another with --url.");
    }

    @ParameterizedTest
    @CsvSource({"--url=ftp://example.com", "--url=nonsense", "--timeout=0", "--timeout=soon", "--colour", "surplus"})
    void refusesWrongUsage(String argument) {
        assertThat(demo("http://127.0.0.1:1", argument)).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void destroysItsVpsWhenTheProcessIsStoppedWhileItWaits() throws Exception {
        try (FakeServer server = new FakeServer(FakeServer.Mode.NEVER_RUNNING)) {
            Process process = startProcess("demo", "--url", server.url());
            try {
                awaitLooks(server, process);
                process.destroy();

                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(128 + 15);
                assertThat(server.created()).isEqualTo(1);
                assertThat(server.existing()).isEmpty();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private int demo(String url, String... more) {
        CommandLine commandLine =
                LiteVpsCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = Stream.concat(Stream.of("demo", "--url=" + url), Stream.of(more))
                .toArray(String[]::new);
        return commandLine.execute(arguments);
    }

    private static Process startProcess(String... arguments) throws IOException {
        Stream<String> java = Stream.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                LiteVpsCommand.class.getName());
        return new ProcessBuilder(Stream.concat(java, Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitLooks(FakeServer server, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!server.requests().contains("GET /api/vps/vps-1")) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
