package dev.litevps.events.intervention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of one intervention. */
public record InterventionId(UUID value) {

    @JsonCreator
    public static InterventionId of(String value) {
        return new InterventionId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
