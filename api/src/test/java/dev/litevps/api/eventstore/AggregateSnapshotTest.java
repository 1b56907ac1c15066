package dev.litevps.api.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.litevps.api.secrets.MemoryTexts;
import dev.litevps.events.account.AccountId;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.spring.stereotype.Aggregate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** A snapshot holds the whole state of an aggregate, whatever has happened to it. */
class AggregateSnapshotTest {

    private static final Path GOLDEN = Path.of("..", "events", "src", "test", "golden");

    /** Those that know what customers call things. */
    private static final Set<String> OF_CUSTOMERS = Set.of("Vps", "Snapshots");

    private final MemoryTexts texts = new MemoryTexts();
    private final Serializer events = EventSerialization.forEvents(texts);
    private final Serializer state = EventSerialization.forState(texts);
    private final ObjectMapper mapper = new ObjectMapper();

    static List<Class<?>> aggregates() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Aggregate.class));
        List<Class<?>> aggregates = new ArrayList<>();
        for (var candidate : scanner.findCandidateComponents("dev.litevps.command")) {
            aggregates.add(Class.forName(candidate.getBeanClassName()));
        }
        return aggregates;
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void theStateAfterEveryEventSurvivesASnapshot(Class<?> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object aggregate = constructor.newInstance();
        Method handler = eventHandlerOf(type);
        for (Class<?> event : handler.getParameterTypes()[0].getPermittedSubclasses()) {
            handler.invoke(aggregate, example(event));
            SerializedObject<byte[]> snapshot = state.serialize(aggregate, byte[].class);
            if (OF_CUSTOMERS.contains(type.getSimpleName())) {
                assertThat(new String(snapshot.getData(), StandardCharsets.UTF_8))
                        .as("what customers call things, after %s", event.getSimpleName())
                        .doesNotContainPattern("\"(name|authorizedKeys|labels)\\d+\"");
            }
            Object restored = state.deserialize(snapshot);
            assertThat(mapper.readTree(state.serialize(restored, byte[].class).getData()))
                    .as("after %s", event.getSimpleName())
                    .isEqualTo(mapper.readTree(snapshot.getData()));
        }
    }

    @Test
    void whatWasErasedIsRefusedAndNotGuessedAt() throws Exception {
        for (String aggregate : List.of("vps.Vps", "snapshot.Snapshots")) {
            Class<?> type = Class.forName("dev.litevps.command." + aggregate);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object created = constructor.newInstance();
            Method handler = eventHandlerOf(type);
            handler.invoke(created, example(handler.getParameterTypes()[0].getPermittedSubclasses()[0]));
            SerializedObject<byte[]> snapshot = state.serialize(created, byte[].class);
            String owner = mapper.readTree(snapshot.getData()).get("accountId").textValue();
            MemoryTexts forgotten = new MemoryTexts();
            forgotten.destroyKey(AccountId.of(owner));

            assertThatThrownBy(() -> EventSerialization.forState(forgotten).deserialize(snapshot))
                    .as(aggregate)
                    .hasStackTraceContaining("was erased");
        }
    }

    private static Method eventHandlerOf(Class<?> type) {
        Method handler = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventSourcingHandler.class))
                .findFirst()
                .orElseThrow();
        handler.setAccessible(true);
        return handler;
    }

    private Object example(Class<?> event) throws IOException {
        String revision = events.typeForClass(event).getRevision();
        JsonNode golden = mapper.readTree(
                GOLDEN.resolve(event.getSimpleName() + "." + revision + ".json").toFile());
        return events.deserialize(new SimpleSerializedObject<>(
                mapper.writeValueAsBytes(golden.get("payload")), byte[].class, event.getName(), revision));
    }
}
