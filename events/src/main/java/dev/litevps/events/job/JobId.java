package dev.litevps.events.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a background job. */
public record JobId(UUID value) {

    @JsonCreator
    public static JobId of(String value) {
        return new JobId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
