package dev.litevps.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The alerts that are shipped fire when they should, and watch what the server really exports. */
class AlertRulesTest {

    private static final Path ALERTS = Path.of("..", "docs", "alerts");
    private static final String RULES = "litevps.rules.yaml";
    private static final Pattern METRIC = Pattern.compile("\\blitevps_[a-z_]+");

    /** Debian's package prometheus; {@code host-setup/test-tools} installs it. */
    private static boolean hasPromtool() {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasPromtool(), "promtool is not installed: see host-setup/test-tools");
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(ALERTS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void theRulesAreWellFormed() throws Exception {
        assertThat(promtool("check", "rules", RULES)).contains("SUCCESS");
    }

    @Test
    void eachFiresWhenItShouldAndNotBefore() throws Exception {
        assertThat(promtool("test", "rules", "litevps.test.yaml")).contains("SUCCESS");
    }

    @Test
    void noAlertIsLeftUntested() throws Exception {
        String tests = Files.readString(ALERTS.resolve("litevps.test.yaml"));
        assertThat(Pattern.compile("alert: (\\w+)")
                        .matcher(Files.readString(ALERTS.resolve(RULES)))
                        .results())
                .isNotEmpty()
                .extracting(found -> found.group(1))
                .allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert));
    }

    @Test
    void everyMetricThatTheyWatchIsExported() throws Exception {
        Set<String> watched = METRIC.matcher(Files.readString(ALERTS.resolve(RULES)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(watched).isNotEmpty();
        try (Server server = Server.start("litevps.hypervisor=simulated")) {
            Client operator = Customer.as(Role.OPERATOR, server).client();
            Awaitility.await("health has been looked at")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        String exported = operator.get("/metrics").text();
                        assertThat(watched)
                                .allSatisfy(metric -> assertThat(exported).containsPattern("(?m)^" + metric + "[ {]"));
                    });
        }
    }
}
