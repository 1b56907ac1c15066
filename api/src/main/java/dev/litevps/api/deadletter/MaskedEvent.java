package dev.litevps.api.deadletter;

import dev.litevps.api.secrets.PersonalMembers;
import dev.litevps.events.account.EncryptedText;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Shows what an event says, except for what it says of a person. */
@Component
class MaskedEvent {

    private static final StringNode MASK = StringNode.valueOf("…");
    private static final JsonMapper JSON = new JsonMapper();

    private final Serializer serializer;

    MaskedEvent(@Qualifier("eventSerializer") Serializer serializer) {
        this.serializer = serializer;
    }

    /** The payload as it is stored; personal data, which is stored encrypted, is left out. */
    JsonNode payload(DomainEventMessage<?> event) {
        Set<String> encrypted = new HashSet<>();
        collect(event.getPayload(), encrypted);
        return masked(
                JSON.readTree(event.serializePayload(serializer, String.class).getData()), encrypted);
    }

    private static void collect(@Nullable Object value, Set<String> encrypted) {
        switch (value) {
            case EncryptedText text -> encrypted.add(text.ciphertext());
            case Record part -> {
                for (RecordComponent component : part.getClass().getRecordComponents()) {
                    collect(valueOf(component, part), encrypted);
                }
            }
            case Iterable<?> parts -> parts.forEach(part -> collect(part, encrypted));
            case null, default -> {
                // Nothing of a person's.
            }
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Record part) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static JsonNode masked(JsonNode node, Set<String> encrypted) {
        return switch (node) {
            case StringNode text when encrypted.contains(text.asString()) -> MASK;
            case ObjectNode object when PersonalMembers.isEncrypted(object) -> MASK;
            case ObjectNode object -> {
                ObjectNode shown = JSON.createObjectNode();
                object.properties().forEach(field -> shown.set(field.getKey(), masked(field.getValue(), encrypted)));
                yield shown;
            }
            case ArrayNode array -> {
                ArrayNode shown = JSON.createArrayNode();
                array.forEach(element -> shown.add(masked(element, encrypted)));
                yield shown;
            }
            default -> node;
        };
    }
}
