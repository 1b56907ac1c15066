package dev.litevps.events.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of an adjustment; also what makes it happen once. */
public record AdjustmentId(UUID value) {

    @JsonCreator
    public static AdjustmentId of(String value) {
        return new AdjustmentId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
