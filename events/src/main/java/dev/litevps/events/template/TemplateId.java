package dev.litevps.events.template;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The identity of a template, which follows from its slug: so there are never two of the same slug. */
public record TemplateId(UUID value) {

    @JsonCreator
    public static TemplateId of(String value) {
        return new TemplateId(UUID.fromString(value));
    }

    public static TemplateId ofSlug(String slug) {
        return new TemplateId(UUID.nameUUIDFromBytes(("litevps/template/" + slug).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
