package dev.litevps.api.statement;

import dev.litevps.events.Usd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the event store says of the same events, read without the views. Amounts are micro-dollars.
 *
 * @param openingMicros the balance after the last event before the month
 * @param eventsSum what the amounts of the month's events add up to
 * @param linesSum what the lines of the statement add up to
 * @param closingMicros the balance after the month's last event, as that says itself
 * @param events how many events of the month moved money
 * @param firstEvent null if none did
 * @param lastEvent null if none did
 * @param brokenAt the first event whose balance does not follow from the one before; null if all do
 * @param unshownEvents how many events the views do not show yet
 * @param equal whether all of this fits together and with the statement
 */
record Proof(
        long openingMicros,
        long eventsSum,
        long linesSum,
        long closingMicros,
        long events,
        @Nullable Event firstEvent,
        @Nullable Event lastEvent,
        @Nullable Event brokenAt,
        long unshownEvents,
        boolean equal) {

    /**
     * An event in the store.
     *
     * @param sequence among those of the ledger, from 0
     * @param position among all events
     */
    record Event(String id, String type, long sequence, long position, Instant time, long balanceAfterMicros) {

        static @Nullable Event of(@Nullable StoredEvent event) {
            return event == null
                    ? null
                    : new Event(
                            event.id().toString(),
                            event.type(),
                            event.sequence(),
                            event.position(),
                            event.at(),
                            event.balanceAfter().orElse(Usd.ZERO).micros());
        }
    }

    static Proof of(Statement statement, Usd linesSum) {
        LedgerEvents.Sum events = statement.events();
        return new Proof(
                events.opening().micros(),
                events.sum().micros(),
                linesSum.micros(),
                events.closing().micros(),
                events.count(),
                Event.of(events.first()),
                Event.of(events.last()),
                Event.of(events.broken()),
                statement.unshown(),
                statement.isProvenBy(linesSum));
    }
}
