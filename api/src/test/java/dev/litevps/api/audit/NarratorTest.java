package dev.litevps.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every event that was ever stored can be told in words: the golden files have one of each type and revision. */
class NarratorTest {

    private static final Path GOLDEN = Path.of("..", "events", "src", "test", "golden");
    private static final JsonMapper JSON = new JsonMapper();

    private final Narrator narrator = new Narrator();

    static List<Path> events() {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasASentenceThatItsMembersFill(Path golden) throws IOException {
        String type = golden.getFileName().toString().replaceAll("\\..*", "");
        JsonNode payload = JSON.readTree(Files.readString(golden)).path("payload");

        String sentence =
                narrator.sentence(type, payload).orElseThrow(() -> new AssertionError("no sentence: " + type));

        assertThat(sentence).isNotBlank().doesNotContain("{", "}");
        boolean isOfAnEarlierRevision = golden.toString().endsWith("VpsDestroyRequested.1.json");
        if (!isOfAnEarlierRevision) {
            assertThat(sentence).doesNotContain("unknown");
        }
    }

    @Test
    void thereAreEventsToTell() {
        assertThat(events()).hasSizeGreaterThan(80);
    }

    @Test
    void moneyAndConstantsAreWrittenForPeople() {
        JsonNode payload =
                JSON.readTree("{\"amount\":1500000,\"kind\":\"TOP_UP\",\"reason\":\"paid\",\"balanceAfter\":2000000}");

        assertThat(narrator.sentence("FundsCredited", payload).orElseThrow())
                .contains("1.5", "top up", "paid", "2.0")
                .doesNotContain("1500000");
    }
}
