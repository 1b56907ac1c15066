package dev.litevps.events.topup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a top-up. The payment provider knows it by the same, and so does the credit that follows. */
public record TopUpId(UUID value) {

    @JsonCreator
    public static TopUpId of(String value) {
        return new TopUpId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
