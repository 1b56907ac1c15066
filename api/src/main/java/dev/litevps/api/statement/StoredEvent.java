package dev.litevps.api.statement;

import dev.litevps.events.Usd;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event of a ledger as the store has it.
 *
 * @param position among all events
 * @param sequence among those of the ledger, from 0
 * @param type the simple name of the event's class
 */
record StoredEvent(UUID id, long position, long sequence, String type, JsonNode payload) {

    Instant at() {
        return Instant.parse(payload.required("at").asString());
    }

    /** Empty if it moved no money. */
    Optional<Usd> balanceAfter() {
        JsonNode balance = payload.path("balanceAfter");
        return balance.isMissingNode() ? Optional.empty() : Optional.of(new Usd(balance.asLong()));
    }

    /** What it added to the balance. */
    Usd amount() {
        if (!type.equals("MinuteCharged")) {
            return new Usd(payload.required("amount").asLong());
        }
        Usd sum = Usd.ZERO;
        for (JsonNode line : payload.required("lines")) {
            sum = sum.minus(new Usd(line.required("amount").asLong()));
        }
        return sum;
    }
}
