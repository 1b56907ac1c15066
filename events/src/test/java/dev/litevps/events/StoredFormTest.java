package dev.litevps.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events are kept for ever, so their stored form is a public schema: one golden file pins the type name, the revision and
 * the JSON of each. What was stored once must be readable for ever; a change that breaks a file breaks every store.
 *
 * <p>For a new event, or a new revision of one, run the tests of this module with {@code -Dlitevps.golden=write}: that
 * writes the missing files with example values. Read them and commit them. Files of older revisions stay; they are what
 * the upcasters are tested with.
 */
class StoredFormTest {

    private static final Path GOLDEN = Path.of("src", "test", "golden");
    private static final boolean WRITE = "write".equals(System.getProperty("litevps.golden"));

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static List<Class<?>> events() {
        return EventTypes.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theStoredFormIsTheGoldenOne(Class<?> event) throws IOException {
        Path file = GOLDEN.resolve(fileName(event));
        if (WRITE && Files.notExists(file)) {
            write(event, file);
        }
        if (Files.notExists(file)) {
            fail("%s has no golden file %s; the comment of this class says how to make one", event.getName(), file);
        }
        JsonNode golden = mapper.readTree(file.toFile());
        assertThat(golden.get("type").textValue()).isEqualTo(event.getName());
        assertThat(golden.get("revision").textValue()).isEqualTo(EventTypes.revisionOf(event));
        Object read = mapper.treeToValue(golden.get("payload"), event);
        assertThat(mapper.readTree(mapper.writeValueAsBytes(read))).isEqualTo(golden.get("payload"));
    }

    @Test
    void noEventThatWasEverStoredIsForgotten() throws IOException {
        Set<String> types = events().stream().map(Class::getName).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.toList()) {
                JsonNode golden = mapper.readTree(file.toFile());
                assertThat(types).as("%s", file).contains(golden.get("type").textValue());
            }
        }
    }

    private static String fileName(Class<?> event) {
        return event.getSimpleName() + "." + EventTypes.revisionOf(event) + ".json";
    }

    private void write(Class<?> event, Path file) throws IOException {
        JsonNode golden = mapper.createObjectNode()
                .put("type", event.getName())
                .put("revision", EventTypes.revisionOf(event))
                .set("payload", mapper.valueToTree(Example.of(event)));
        Files.createDirectories(GOLDEN);
        Files.writeString(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(golden) + "\n");
    }
}
