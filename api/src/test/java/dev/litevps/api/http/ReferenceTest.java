package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API reference is true: every endpoint that it names is served, and its own {@code curl} lines, run as they stand there by
 * bash and curl, are answered as it says. Skipped where bash, curl or jq is missing.
 */
class ReferenceTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");

    private static final Path FOLDER = Path.of("src", "test", "resources", "reference");
    private static final Pattern HEADING = Pattern.compile("(GET|POST|PUT|DELETE)(/\\S+)");
    private static final Pattern BEGIN = Pattern.compile("(curl |while true|TOKEN=|VPS_ID=).*");
    private static final int PATIENCE_MINUTES = 5;

    private static List<String> reference() throws IOException {
        return Files.readAllLines(FOLDER.resolve("api-reference.txt"));
    }

    private static String script() throws IOException {
        return Files.readString(FOLDER.resolve("reference.sh"));
    }

    /** The commands of the reference, each with all of its lines. */
    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : reference()) {
            if (open.isEmpty() && !BEGIN.matcher(line).matches()) {
                continue;
            }
            open.append(line).append('\n');
            if (isComplete(open.toString())) {
                commands.add(open.toString());
                open.setLength(0);
            }
        }
        assertThat(open.toString()).as("a command without an end").isEmpty();
        return commands;
    }

    private static boolean isComplete(String command) {
        if (command.startsWith("while")) {
            return command.endsWith("\ndone\n");
        }
        boolean quoted = command.chars().filter(character -> character == '\'').count() % 2 == 1;
        return !quoted && !command.endsWith("\\\n");
    }

    @Test
    void everyCommandOfTheReferenceIsInTheScriptAsItStands() throws IOException {
        String script = script();

        assertThat(commands()).isNotEmpty().allSatisfy(command -> assertThat(script)
                .contains("\n" + command));
        long lines = reference().stream()
                .filter(line -> line.contains("curl ") && !line.startsWith("#"))
                .count();
        assertThat(commands().stream().filter(command -> command.contains("curl ")))
                .as("commands that call curl")
                .hasSize(Math.toIntExact(lines));
    }

    @Test
    void everyAnswerOfTheReferenceIsInTheScript() throws IOException {
        List<String> answers =
                reference().stream().filter(line -> line.startsWith("# →")).toList();

        assertThat(answers).isNotEmpty();
        assertThat(script()).contains(answers);
    }

    @Test
    void everyEndpointOfTheReferenceIsServed() throws IOException {
        Set<String> named = reference().stream()
                .map(HEADING::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1) + " " + heading.group(2))
                .collect(Collectors.toSet());

        assertThat(named).isNotEmpty();
        try (Server server = Server.start()) {
            Set<String> served = ApiTableTest.served(server).stream()
                    .map(ReferenceTest::withoutNames)
                    .collect(Collectors.toSet());
            assertThat(served)
                    .containsAll(named.stream().map(ReferenceTest::withoutNames).toList());
        }
    }

    /** What a variable in a path is called does not matter. */
    private static String withoutNames(String endpoint) {
        return endpoint.replaceAll(":\\w+", ":");
    }

    @Test
    void theLinesOfTheReferenceWorkAsTheyStandThere(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                Stream.of("bash", "curl", "jq").allMatch(ReferenceTest::isInstalled), "bash, curl or jq is missing");
        Path output = folder.resolve("output");
        try (Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=1s")) {
            ProcessBuilder shell = new ProcessBuilder(
                            "bash",
                            FOLDER.resolve("reference.sh").toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            shell.environment().put("BASE_URL", server.url());
            Process running = shell.start();
            try {
                assertThat(running.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                        .as("it ends: " + read(output))
                        .isTrue();
            } finally {
                running.destroyForcibly();
            }
            STORY.info("The lines of the reference:\n{}", read(output));
            assertThat(running.exitValue()).as(read(output)).isZero();
            Client demo = Client.logInToDemo(server);
            demo.get("/api/vps").json().forEach(vps -> assertThat(
                            vps.path("transition").asString())
                    .as("what the lines created is destroyed: %s", vps)
                    .isEqualTo("destroying"));
            assertThat(demo.get("/api/keys").json()).isEmpty();
            assertThat(demo.get("/api/tokens").json()).isEmpty();
        }
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
