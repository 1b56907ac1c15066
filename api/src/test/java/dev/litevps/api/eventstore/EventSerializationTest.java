package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerializationTest {

    private static final Path GOLDEN = Path.of("..", "events", "src", "test", "golden");

    private final Serializer serializer = EventSerialization.forEvents();
    private final ObjectMapper mapper = new ObjectMapper();

    static List<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void everyFormThatWasEverStoredIsReadAsWhatTheEventIsNow(Path file) throws IOException {
        JsonNode golden = mapper.readTree(file.toFile());
        List<?> read = EventUtils.upcastAndDeserializeTrackedEvents(
                        Stream.of(stored(golden)), serializer, EventUpcasters.chain())
                .map(TrackedEventMessage::getPayload)
                .toList();
        assertThat(read).hasSize(1);
        assertThat(read.getFirst().getClass().getName())
                .isEqualTo(golden.get("type").textValue());
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void theStoreWritesWhatTheGoldenFileSays(Path file) throws IOException {
        JsonNode golden = mapper.readTree(file.toFile());
        assumeTrue(isNewest(golden), "of an older revision, which is read and no longer written");
        SerializedObject<byte[]> stored = serializer.serialize(read(golden), byte[].class);
        assertThat(stored.getType().getName()).isEqualTo(golden.get("type").textValue());
        assertThat(stored.getType().getRevision())
                .isEqualTo(golden.get("revision").textValue());
        assertThat(mapper.readTree(stored.getData())).isEqualTo(golden.get("payload"));
    }

    private boolean isNewest(JsonNode golden) {
        return golden.get("revision")
                .textValue()
                .equals(serializer
                        .typeForClass(serializer.classForType(new SimpleSerializedType(
                                golden.get("type").textValue(),
                                golden.get("revision").textValue())))
                        .getRevision());
    }

    private TrackedEventData<byte[]> stored(JsonNode golden) throws IOException {
        byte[] metaData = "{}".getBytes(StandardCharsets.UTF_8);
        return new TrackedDomainEventData<>(
                new GlobalSequenceTrackingToken(1),
                new GenericDomainEventEntry<>(
                        "type",
                        "aggregate",
                        0,
                        "event",
                        Instant.EPOCH.toString(),
                        golden.get("type").textValue(),
                        golden.get("revision").textValue(),
                        mapper.writeValueAsBytes(golden.get("payload")),
                        metaData));
    }

    @Test
    void whatANewerReleaseAddedIsPassedOver() throws IOException {
        JsonNode golden = mapper.readTree(GOLDEN.resolve("VpsRenamed.1.json").toFile());
        Object before = read(golden);
        ((ObjectNode) golden.get("payload")).put("addedLater", true);
        assertThat(read(golden)).isEqualTo(before);
    }

    @Test
    void whatIsMissingIsAnError() throws IOException {
        JsonNode golden = mapper.readTree(GOLDEN.resolve("VpsRenamed.1.json").toFile());
        ((ObjectNode) golden.get("payload")).remove("name");
        assertThatThrownBy(() -> read(golden)).isInstanceOf(SerializationException.class);
    }

    @Test
    void whatMayBeNullIsWrittenAsNull() throws IOException {
        JsonNode golden =
                mapper.readTree(GOLDEN.resolve("VpsDestroyRequested.2.json").toFile());
        ((ObjectNode) golden.get("payload")).putNull("placement");
        SerializedObject<String> stored = serializer.serialize(read(golden), String.class);
        assertThat(mapper.readTree(stored.getData())).isEqualTo(golden.get("payload"));
    }

    @Test
    void tokensAreReadBackAsTheyWereWritten() {
        Serializer tokens = EventSerialization.forTokens();
        TrackingToken token = GapAwareTrackingToken.newInstance(7, List.of(3L, 5L));
        for (TrackingToken written : List.of(token, ReplayToken.createReplayToken(token, token.lowerBound(token)))) {
            SerializedObject<byte[]> stored = tokens.serialize(written, byte[].class);
            assertThat(tokens.<byte[], Object>deserialize(stored)).isEqualTo(written);
        }
    }

    private Object read(JsonNode golden) throws IOException {
        return serializer.deserialize(new SimpleSerializedObject<>(
                mapper.writeValueAsBytes(golden.get("payload")),
                byte[].class,
                golden.get("type").textValue(),
                golden.get("revision").textValue()));
    }
}
