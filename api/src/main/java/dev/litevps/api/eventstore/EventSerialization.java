package dev.litevps.api.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.litevps.api.secrets.PersonalTexts;
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
     * so that a node of the previous release can go on reading while the next one is rolled out. That goes for a member that was added,
     * not for one that became personal: nodes of before do not read it.
     *
     * @param texts encrypts what is {@link dev.litevps.events.account.Personal}
     */
    public static Serializer forEvents(PersonalTexts texts) {
        return serializer(
                eventMapper().addModule(new PersonalModule(texts, eventMapper().build())));
    }

    /** Writes what Axon keeps for itself: how far processors have come. Its classes decide what they need. */
    static Serializer forTokens() {
        return serializer(common());
    }

    /**
     * Writes snapshots of aggregates, and sagas: their fields, private or not, and nothing else. What no longer fits is
     * an error, and so is what was erased; an aggregate is then rebuilt from its events.
     *
     * @param texts encrypts what is {@link dev.litevps.events.account.Personal}
     */
    public static Serializer forState(PersonalTexts texts) {
        return serializer(
                stateMapper().addModule(new PersonalModule(texts, stateMapper().build())));
    }

    private static JsonMapper.Builder eventMapper() {
        return common().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
    }

    private static JsonMapper.Builder stateMapper() {
        return common().visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static JsonMapper.Builder common() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    private static Serializer serializer(JsonMapper.Builder mapper) {
        return JacksonSerializer.builder()
                .objectMapper(mapper.build())
                .revisionResolver(new AnnotationRevisionResolver())
                .build();
    }
}
