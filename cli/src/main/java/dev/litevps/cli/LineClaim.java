package dev.litevps.cli;

import dev.litevps.events.seal.StoredEvent;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a line of a statement says, as far as events can bear it out. What else a server may say of it, such as a description,
 * proves nothing.
 *
 * @param kind as statements have it, such as {@code top_up}
 * @param events how many events it stands for
 * @param micros what it added to the balance, in micro-dollars
 * @param charged null if it is no charge
 */
record LineClaim(
        String kind,
        String account,
        YearMonth month,
        long events,
        long micros,
        @Nullable Charged charged) {

    private static final String CHARGE = "charge";

    /**
     * What a charge says.
     *
     * @param hour when the hour begins in which the minutes lie
     */
    record Charged(String vps, Instant hour, long minutes) {}

    /** {@link IllegalArgumentException} if the line does not say what it has to, or belongs into another month. */
    static LineClaim of(JsonNode line, String account, YearMonth month) {
        String kind = line.path("kind").asString("");
        long events = whole(line, "event_count");
        if (events < 1) {
            throw new IllegalArgumentException("it names no events");
        }
        return new LineClaim(
                kind,
                account,
                month,
                events,
                whole(line, "amount_micros"),
                kind.equals(CHARGE) ? charged(line, month) : null);
    }

    private static Charged charged(JsonNode line, YearMonth month) {
        Instant from = Instant.parse(line.path("from").asString(""));
        requireIn(month, from);
        return new Charged(
                line.path("vps_id").asString(""), from.truncatedTo(ChronoUnit.HOURS), whole(line, "minutes"));
    }

    private static long whole(JsonNode line, String field) {
        JsonNode value = line.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("it does not say its " + field);
        }
        return value.longValue();
    }

    /** {@link IllegalArgumentException} if the time is in another month. */
    static void requireIn(YearMonth month, Instant time) {
        if (!YearMonth.from(time.atOffset(ZoneOffset.UTC)).equals(month)) {
            throw new IllegalArgumentException(time + " is not in " + month);
        }
    }

    /** The share of the line that the event is; empty if it has none. */
    Optional<LineShare> shareOf(StoredEvent event) {
        return LineShare.of(event, this);
    }

    /** {@link IllegalArgumentException} if so many events with this sum are not what the line says. */
    void require(long counted, LineShare sum) {
        if (counted != events) {
            throw new IllegalArgumentException(
                    "it names %d events, and %d have a part in it".formatted(events, counted));
        }
        if (sum.micros() != micros) {
            throw new IllegalArgumentException(
                    "it says %d micro-dollars, and its events add up to %d".formatted(micros, sum.micros()));
        }
        long minutes = charged == null ? 0 : charged.minutes();
        if (sum.minutes() != minutes) {
            throw new IllegalArgumentException(
                    "it says %d minutes, and its events have %d".formatted(minutes, sum.minutes()));
        }
    }

    /** Nothing in it that the events do not say. */
    String inWords() {
        return charged == null
                ? kind.replace('_', ' ')
                : "charge of VPS %s for %d min in the hour from %s"
                        .formatted(charged.vps(), charged.minutes(), charged.hour());
    }
}
