package dev.litevps.cli;

import dev.litevps.events.seal.StoredEvent;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an event of a ledger adds to a line of a statement, read from the event's own bytes, and reckoned without the code that
 * made the statement.
 *
 * @param minutes how many were charged; 0 for what is no charge
 * @param micros what it added to the balance, in micro-dollars
 */
record LineShare(long minutes, long micros) {

    static final LineShare NOTHING = new LineShare(0, 0);

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOP_UP = "top_up";
    private static final long MINUTES_PER_HOUR = 60;
    private static final long SECONDS_PER_MINUTE = 60;

    LineShare plus(LineShare other) {
        return new LineShare(minutes + other.minutes, Math.addExact(micros, other.micros));
    }

    /**
     * The share of a line that the event is; empty if it has none.
     *
     * @throws IllegalArgumentException if the event is none of this account's money, or of another month
     */
    static Optional<LineShare> of(StoredEvent event, LineClaim claim) {
        JsonNode payload = read(event);
        if (!payload.path("accountId").asString("").equalsIgnoreCase(claim.account())) {
            throw new IllegalArgumentException("event " + event.eventId() + " is about another account");
        }
        if (!event.payloadType().endsWith(typeOf(claim.kind()))) {
            return Optional.empty();
        }
        LineClaim.Charged charge = claim.charged();
        if (charge == null) {
            return isTopUp(payload) == claim.kind().equals(TOP_UP) ? moved(payload, claim) : Optional.empty();
        }
        long hour = charge.hour().getEpochSecond() / SECONDS_PER_MINUTE;
        return payload.path("lines")
                .valueStream()
                .filter(charged -> charged.path("vpsId").asString("").equals(charge.vps()))
                .flatMap(charged -> within(charged, hour).stream())
                .reduce(LineShare::plus);
    }

    private static boolean isTopUp(JsonNode payload) {
        return payload.path("kind").asString("").equals("TOP_UP");
    }

    private static Optional<LineShare> moved(JsonNode payload, LineClaim claim) {
        LineClaim.requireIn(claim.month(), Instant.parse(payload.path("at").asString("")));
        return Optional.of(new LineShare(0, payload.path("amount").asLong(0)));
    }

    /** The end of the name of the events that such lines are made of: no other event moves money in this way. */
    private static String typeOf(String kind) {
        return switch (kind) {
            case TOP_UP, "credit" -> "$FundsCredited";
            case "charge" -> "$MinuteCharged";
            case "reversal" -> "$ChargesReversed";
            case "refund" -> "$FundsRefunded";
            case "adjustment" -> "$BalanceAdjusted";
            default -> throw new IllegalArgumentException("a line of the kind " + kind + " is not known");
        };
    }

    /**
     * The part of a charge that lies in an hour: at P micro-dollars an hour, the k-th minute of a VPS costs
     * ⌊P·k/60⌋ − ⌊P·(k−1)/60⌋.
     */
    private static Optional<LineShare> within(JsonNode charged, long hour) {
        long first = charged.path("firstMinute").asLong(0);
        long from = Math.max(first, hour);
        long to = Math.min(first + charged.path("minutes").asLong(0), hour + MINUTES_PER_HOUR);
        if (from >= to) {
            return Optional.empty();
        }
        long price = charged.path("pricePerHour").asLong(0);
        long before = charged.path("firstNumber").asLong(0) + (from - first) - 1;
        long cost = upTo(price, before + (to - from)) - upTo(price, before);
        return Optional.of(new LineShare(to - from, -cost));
    }

    private static long upTo(long pricePerHour, long number) {
        return Math.multiplyExact(pricePerHour, number) / MINUTES_PER_HOUR;
    }

    private static JsonNode read(StoredEvent event) {
        try {
            return JSON.readTree(event.payload());
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("event " + event.eventId() + " is none of an account's money", notJson);
        }
    }
}
