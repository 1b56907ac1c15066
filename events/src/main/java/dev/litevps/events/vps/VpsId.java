package dev.litevps.events.vps;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a VPS. */
public record VpsId(UUID value) {

    @JsonCreator
    public static VpsId of(String value) {
        return new VpsId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
