package dev.litevps.events.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a refund; also what makes it happen once. */
public record RefundId(UUID value) {

    @JsonCreator
    public static RefundId of(String value) {
        return new RefundId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
