package dev.litevps.events.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of one credit; also what makes it happen once. */
public record CreditId(UUID value) {

    @JsonCreator
    public static CreditId of(String value) {
        return new CreditId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
