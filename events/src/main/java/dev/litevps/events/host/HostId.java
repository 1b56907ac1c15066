package dev.litevps.events.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a host. */
public record HostId(UUID value) {

    @JsonCreator
    public static HostId of(String value) {
        return new HostId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
