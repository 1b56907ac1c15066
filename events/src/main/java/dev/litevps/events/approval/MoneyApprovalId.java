package dev.litevps.events.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a request to move money; also that of the credit, refund or adjustment that comes of it. */
public record MoneyApprovalId(UUID value) {

    @JsonCreator
    public static MoneyApprovalId of(String value) {
        return new MoneyApprovalId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
