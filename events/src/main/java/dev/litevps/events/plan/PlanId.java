package dev.litevps.events.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of a plan, as in {@code GET /api/pricing}. */
public record PlanId(UUID value) {

    @JsonCreator
    public static PlanId of(String value) {
        return new PlanId(UUID.fromString(value));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
