package dev.litevps.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The linter finds nothing to say against the description, by the rules in {@code redocly.yaml}. */
class ContractLintTest {

    private static final Path PACKAGE = Path.of("src", "test", "contract").toAbsolutePath();
    private static final Path LINTER = PACKAGE.resolve("node_modules/.bin/redocly");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** It would report its use, and ask for newer versions, over the network. */
    private static final Map<String, String> QUIET =
            Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");

    @Test
    void theLinterHasNothingToSay(@TempDir Path folder) throws Exception {
        ExternalProgram linter = lint(ApiDescription.ofAll(JsonMapper.shared()), folder);

        assertThat(linter.exitCode()).as(linter.output()).isZero();
        assertThat(linter.output()).contains("valid").doesNotContain("Warning was");
    }

    @Test
    void theLinterFindsWhatIsWrong(@TempDir Path folder) throws Exception {
        ObjectNode description = ApiDescription.ofAll(JsonMapper.shared());
        description
                .withObject("/paths")
                .withObject("/~1health")
                .withObject("/get")
                .remove("operationId");

        ExternalProgram linter = lint(description, folder);

        assertThat(linter.exitCode()).isNotZero();
        assertThat(linter.output()).contains("operation-operationId");
    }

    private static ExternalProgram lint(ObjectNode description, Path folder) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(LINTER),
                "the linter of the API's description is not installed: run host-setup/test-tools");
        Path file = folder.resolve("openapi.json");
        Files.writeString(file, description.toPrettyString());
        return ExternalProgram.run(
                folder,
                PATIENCE,
                QUIET,
                List.of(
                        LINTER.toString(),
                        "lint",
                        "--config",
                        PACKAGE.resolve("redocly.yaml").toString(),
                        file.toString()));
    }
}
