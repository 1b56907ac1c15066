package dev.litevps.api.eventstore;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.litevps.events.account.Personal;

/** What is read in place of something personal whose key is destroyed. */
final class ErasedForm {

    private ErasedForm() {}

    /** {@link IllegalStateException} if a value of this type cannot do without what it said. */
    static JsonNode of(JavaType type) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (type.hasRawClass(String.class)) {
            return json.textNode(Personal.ERASED);
        }
        if (type.isMapLikeType() && type.getKeyType().hasRawClass(String.class)) {
            return json.objectNode();
        }
        if (type.isCollectionLikeType() && type.getContentType().hasRawClass(String.class)) {
            return json.arrayNode();
        }
        throw new IllegalStateException("A " + type.getRawClass().getSimpleName() + " was erased");
    }
}
