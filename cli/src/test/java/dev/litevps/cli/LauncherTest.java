package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, run as a user runs it: a copy in a folder with a space in its name, with a JDK and a Maven that only tell
 * how they were called.
 */
@Timeout(180)
class LauncherTest {

    private final Path temporary;
    private final Path home;
    private final Path launcher;
    private final Path jdk;
    private final Path mavenCalls;

    LauncherTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary.toRealPath();
        home = this.temporary.resolve("my project");
        launcher = home.resolve("litevps");
        jdk = this.temporary.resolve("jdk");
        mavenCalls = this.temporary.resolve("maven-calls");
    }

    @BeforeEach
    void layOutAProject() throws IOException {
        Files.createDirectories(home);
        Files.copy(Path.of("").toAbsolutePath().resolveSibling("litevps"), launcher);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        for (String module : List.of("events", "command-side", "query-side", "host-driver", "sagas", "api", "cli")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
            Files.createDirectories(home.resolve(module).resolve("target/lib"));
            Files.createFile(home.resolve(module).resolve("target/litevps-" + module + ".jar"));
        }
        layOutJdk("25.0.1");
        script(temporary.resolve("bin/mvn"), """
                printf '%s\\n' "$*" >> '%s'
                echo '[INFO] Building LiteVPS events 0.1.0-SNAPSHOT        [1/2]'
                echo '[INFO] Building LiteVPS api 0.1.0-SNAPSHOT           [2/2]'
                """.replace("%s'\n", mavenCalls + "'\n"));
    }

    @Test
    void explainsItself() throws Exception {
        assertThat(run("help")).satisfies(result -> {
            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).contains("./litevps up", "./litevps demo", "./litevps host-setup");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    up --colour                | 2 | Unknown option --colour for up; ./litevps help lists them.
                    up now                     | 2 | Unknown option now for up; ./litevps help lists them.
                    up --port                  | 2 | Option --port needs a value.
                    up --port=                 | 2 | Option --port needs a value.
                    up --port 0                | 2 | Port 0 is not a number from 1 to 65535.
                    up --port 65536            | 2 | Port 65536 is not a number from 1 to 65535.
                    up --port 80a              | 2 | Port 80a is not a number from 1 to 65535.
                    up --port=-1               | 2 | Port -1 is not a number from 1 to 65535.
                    up --hypervisor xen        | 2 | Hypervisor xen is not known: choose simulated or libvirt.
                    up --data pom.xml/x        | 1 | The data folder pom.xml/x cannot be made here.
                    """)
    void refusesInOneSentence(String arguments, int exitCode, String sentence) throws Exception {
        assertThat(run(arguments.split(" "))).isEqualTo(new Result(exitCode, "litevps: " + sentence + "\n"));
        assertThat(mavenCalls).doesNotExist();
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThat(run("up", "--port", Integer.toString(port)))
                    .isEqualTo(new Result(
                            1,
                            "litevps: Port " + port
                                    + " is in use by another program: stop it, or choose another with --port.\n"));
        }
    }

    @Test
    void saysThatAJdkIsMissing() throws Exception {
        layOutJdk("17.0.9");

        assertThat(runSourced("jdk_folders() { echo \"$JAVA_HOME\"; }; find_java"))
                .isEqualTo(
                        new Result(
                                1,
                                "litevps: A JDK of version 25 or later is needed; install one or set JAVA_HOME to its folder.\n"));
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws Exception {
        layOutJdk("17.0.9");
        Path recent = temporary.resolve("recent");
        layOutJdk(recent, "26");

        assertThat(runSourced("jdk_folders() { printf '%s\\n' \"$JAVA_HOME\" '" + recent
                        + "'; }; find_java; echo \"$java_home\""))
                .isEqualTo(new Result(0, recent + "\n"));
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        assertThat(runSourced("command() { [[ $2 != mvn ]]; }; up --port " + unusedPort() + " --data '" + temporary
                        + "/data'"))
                .isEqualTo(new Result(
                        1, "litevps: Maven is needed to build: install it so that the command mvn is found.\n"));
    }

    @Test
    void buildsOnceAndAgainWhenASourceChanges() throws Exception {
        int port = unusedPort();
        List<String> up = List.of("up", "--port=" + port, "--data", "d");

        assertThat(run(up).output())
                .contains("[1/2]  LiteVPS events\n", "[2/2]  LiteVPS api\n", "--server.port=" + port);
        assertThat(run(up).output()).doesNotContain("[1/2]");
        Path source = Files.writeString(home.resolve("sagas/src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(run(up).output()).contains("[1/2]");

        assertThat(Files.readAllLines(mavenCalls)).hasSize(2).allSatisfy(call -> assertThat(call)
                .contains("--projects api --also-make -Dmaven.test.skip=true"));
    }

    @Test
    void startsTheServerOnTheDataFolderAsGivenFromTheCurrentFolder() throws Exception {
        int port = unusedPort();

        Result result = run("up", "--port", Integer.toString(port), "--data", "some data", "--hypervisor", "libvirt");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("\n-jar\n" + home + "/target/server/litevps-api.jar\n")
                .contains("\n--server.port=" + port + "\n--litevps.data=" + home + "/some data\n")
                .endsWith("\n--litevps.hypervisor=libvirt\n");
    }

    @Test
    void saysWhereToReadWhyTheBuildFailed() throws Exception {
        script(temporary.resolve("bin/mvn"), "echo '[ERROR] Api.java: does not compile'; exit 1");

        assertThat(run("up", "--port", Integer.toString(unusedPort()))).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output())
                    .contains("[ERROR] Api.java: does not compile\n")
                    .endsWith("litevps: The build failed; " + home + "/target/server.log tells why.\n");
        });
    }

    @Test
    void findsItsOwnFolderThroughLinksAndFromAnywhere() throws Exception {
        script(home.resolve("host-setup/setup"), "printf '%s|' \"$0\" \"$@\"");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("my project", "litevps"));
        Path linkToLink = Files.createSymbolicLink(temporary.resolve("second link"), link);

        assertThat(execute(temporary, List.of(linkToLink.toString(), "host-setup", "with space")))
                .isEqualTo(new Result(0, home + "/host-setup/setup|with space|"));
    }

    @Test
    void handsOtherCommandsToTheClient() throws Exception {
        assertThat(run("vps", "list", "two words").output())
                .endsWith("\n-jar\n" + home + "/target/client/litevps-cli.jar\nvps\nlist\ntwo words\n");
    }

    @Test
    void addsUpTheTestsOfAllModulesAndTellsWhySomeWereSkipped() throws Exception {
        report("api", """
                <testsuite name="a.B" time="1" tests="3" errors="0" skipped="1" failures="0">
                  <testcase name="x" classname="a.B" time="0.1"/>
                  <testcase name="y" classname="a.RealGuestTest" time="0.1">
                    <skipped message="host-setup was not done &quot;here&quot;"/>
                  </testcase>
                </testsuite>
                """);
        report("cli", "<testsuite name=\"c.D\" time=\"1\" tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"0\">");

        assertThat(run("test").output()).endsWith("""
                skipped 1 in RealGuestTest: host-setup was not done "here"
                5 run, 0 failed, 1 skipped
                4 passed, 0 failed, 1 skipped
                """);
    }

    @Test
    void failsWhenATestFails() throws Exception {
        report("api", "<testsuite name=\"a.B\" time=\"1\" tests=\"3\" errors=\"1\" skipped=\"0\" failures=\"1\">");
        Files.writeString(temporary.resolve("bin/mvn"), Files.readString(temporary.resolve("bin/mvn")) + "exit 1\n");

        assertThat(run("test")).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).endsWith("3 run, 2 failed, 0 skipped\n1 passed, 2 failed, 0 skipped\n");
        });
    }

    @Test
    void failsWhenNoTestWasRun() throws Exception {
        assertThat(run("test")).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).endsWith("litevps: No test was run.\n");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"litevps", ".ci/run"})
    void isCleanToTheShellChecker(String script) throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "shellcheck")))
                .as("shellcheck is not installed")
                .anyMatch(Files::isExecutable);
        Path file = Path.of("").toAbsolutePath().resolveSibling(script);

        assertThat(execute(home, List.of("shellcheck", file.toString()))).isEqualTo(new Result(0, ""));
    }

    /** The launcher removes the reports of earlier runs, so this one comes from the Maven that it calls. */
    private void report(String module, String xml) throws IOException {
        Path prepared = Files.writeString(temporary.resolve(module + ".xml"), xml);
        Path reports = home.resolve(module).resolve("target/surefire-reports");
        Path maven = temporary.resolve("bin/mvn");
        Files.writeString(
                maven,
                Files.readString(maven)
                        + "mkdir -p '%s' && cp '%s' '%s/TEST-x.xml'\n".formatted(reports, prepared, reports));
    }

    private void layOutJdk(String version) throws IOException {
        layOutJdk(jdk, version);
    }

    private static void layOutJdk(Path folder, String version) throws IOException {
        script(folder.resolve("bin/java"), "printf '%s\\n' \"$@\"");
        script(folder.resolve("bin/javac"), "");
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, "#!/usr/bin/env bash\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Result(int exitCode, String output) {}

    private Result run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        return execute(home, command);
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(arguments));
    }

    private Result runSourced(String script) throws IOException, InterruptedException {
        return execute(home, List.of("bash", "-c", "source ./litevps; " + script));
    }

    private Result execute(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = temporary.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.merge("PATH", temporary.resolve("bin").toString(), (path, first) -> first + ":" + path);
        environment.remove("LITEVPS_COMMAND");
        environment.put("LITEVPS_FAST_START", "off");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
