package dev.litevps.events.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a pool of addresses. */
public record AddressPoolId(UUID value) {

    @JsonCreator
    public static AddressPoolId of(String value) {
        return new AddressPoolId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
