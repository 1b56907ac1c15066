package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.litevps.api.secrets.MemoryTexts;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Personal;
import dev.litevps.events.sshkey.SshKeyEvent.SshKeyAdded;
import dev.litevps.events.vps.VpsEvent.VpsLabelled;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

    private final MemoryTexts texts = new MemoryTexts();
    private final Serializer serializer = EventSerialization.forEvents(texts);
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
        assertThat(decrypted(mapper.readTree(stored.getData()))).isEqualTo(golden.get("payload"));
    }

    /** As it would be stored if nothing were personal. */
    private JsonNode decrypted(JsonNode payload) throws IOException {
        ObjectNode decrypted = payload.deepCopy();
        for (var member : payload.properties()) {
            JsonNode text = member.getValue().path(Personal.ENCRYPTED);
            if (text.isTextual()) {
                AccountId owner = AccountId.of(payload.get("accountId").textValue());
                decrypted.set(
                        member.getKey(),
                        mapper.readTree(texts.decrypt(owner, new EncryptedText(text.textValue()))
                                .orElseThrow()));
            }
        }
        return decrypted;
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
    void whatIsPersonalIsStoredEncryptedAndReadAsItWas() throws IOException {
        for (String event : List.of(
                "VpsRequested.3",
                "VpsPlaced.1",
                "VpsRenamed.1",
                "VpsLabelled.1",
                "VpsStartRequested.2",
                "SshKeyAdded.1",
                "AccessTokenCreated.1",
                "SnapshotRequested.1")) {
            JsonNode golden = mapper.readTree(GOLDEN.resolve(event + ".json").toFile());
            Object before = read(golden);
            JsonNode stored =
                    mapper.readTree(serializer.serialize(before, byte[].class).getData());
            assertThat(stored.toString())
                    .as(event)
                    .doesNotContain(
                            "name3", "name4", "name5", "authorizedKeys1", "labels3", "publicKey4", "fingerprint5");
            ((ObjectNode) golden).set("payload", stored);
            assertThat(read(golden)).isEqualTo(before);
        }
    }

    @Test
    void whatIsPersonalIsErasedWithTheKey() throws IOException {
        List<JsonNode> stored = new ArrayList<>();
        for (String event : List.of("VpsRequested.3", "VpsLabelled.1", "SshKeyAdded.1")) {
            JsonNode golden = mapper.readTree(GOLDEN.resolve(event + ".json").toFile());
            ((ObjectNode) golden)
                    .set(
                            "payload",
                            mapper.readTree(serializer
                                    .serialize(read(golden), byte[].class)
                                    .getData()));
            stored.add(golden);
        }
        texts.destroyKey(
                AccountId.of(stored.getFirst().get("payload").get("accountId").textValue()));

        VpsRequested requested = (VpsRequested) read(stored.get(0));
        assertThat(requested.name()).isEqualTo(Personal.ERASED);
        assertThat(requested.authorizedKeys()).isEmpty();
        assertThat(requested.template()).isEqualTo("template6");
        assertThat(((VpsLabelled) read(stored.get(1))).labels()).isEmpty();
        SshKeyAdded key = (SshKeyAdded) read(stored.get(2));
        assertThat(List.of(key.name(), key.publicKey(), key.fingerprint())).containsOnly(Personal.ERASED);
        assertThat(serializer.serialize(requested, String.class).getData())
                .as("what is stored from then on")
                .contains("\"name\":\"[erased]\"", "\"authorizedKeys\":[]");
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
