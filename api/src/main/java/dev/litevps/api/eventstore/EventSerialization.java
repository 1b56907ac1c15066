package dev.litevps.api.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * The stored form of events, and of the state that is derived from them. Types are named beside the JSON, never inside
 * it, so that stored data cannot choose which class is created.
 */
public final class EventSerialization {

    private EventSerialization() {}

    /**
     * Writes events and their metadata. Every component is written, also one that is null, and every one must be
     * there when read: an event that gained one needs a new revision and an upcaster. One that is unknown is passed over,
     * so that a node of the previous release can go on reading while the next one is rolled out.
     */
    public static Serializer forEvents() {
        return serializer(eventMapper());
    }

    /** Writes what Axon keeps for itself: how far processors have come. Its classes decide what they need. */
    static Serializer forTokens() {
        return serializer(common().build());
    }

    /**
     * Writes snapshots of aggregates, and sagas: their fields, private or not, and nothing else. What no longer fits is
     * an error; an aggregate is then rebuilt from its events.
     */
    public static Serializer forState() {
        return serializer(common().visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    private static ObjectMapper eventMapper() {
        return common().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
    }

    private static JsonMapper.Builder common() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    private static Serializer serializer(ObjectMapper mapper) {
        return JacksonSerializer.builder()
                .objectMapper(mapper)
                .revisionResolver(new AnnotationRevisionResolver())
                .build();
    }
}
