package dev.litevps.events.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of an e-mail address at which an account is alerted. */
public record AlertAddressId(UUID value) {

    @JsonCreator
    public static AlertAddressId of(String value) {
        return new AlertAddressId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
