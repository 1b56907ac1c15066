package dev.litevps.events.execution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of one command in one guest. */
public record ExecutionId(UUID value) {

    @JsonCreator
    public static ExecutionId of(String value) {
        return new ExecutionId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
