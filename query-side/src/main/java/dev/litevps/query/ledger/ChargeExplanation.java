package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.plan.PlanId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a charge came about.
 *
 * @param bookings what was charged and given back for it, in the order in which it was booked
 * @param meters when the VPS was metered in that time
 * @param prices the prices that were charged, the first one first
 */
public record ChargeExplanation(ChargeId id, List<Booking> bookings, List<Meter> meters, List<Price> prices) {

    public ChargeExplanation {
        bookings = List.copyOf(bookings);
        meters = List.copyOf(meters);
        prices = List.copyOf(prices);
    }

    /**
     * A part of an event that belongs to the charge.
     *
     * @param kind {@link EntryKind#CHARGE} or {@link EntryKind#REVERSAL}
     * @param line no minutes but those of the charge
     */
    public record Booking(EntryKind kind, ChargeLine line, EventReference event) {

        /** What it cost; below zero if it was given back. */
        public Usd cost() {
            return kind == EntryKind.REVERSAL ? Usd.ZERO.minus(line.amount()) : line.amount();
        }
    }

    /**
     * A time in which the VPS was metered.
     *
     * @param closedAt null as long as it is
     * @param closed the event that ended it; null as long as there is none
     */
    public record Meter(
            PlanId planId,
            Instant openedAt,
            EventReference opened,
            @Nullable Instant closedAt,
            @Nullable EventReference closed) {}

    /**
     * A price of the VPS's plan.
     *
     * @param number the how-manieth of the plan it is; the first is 1
     * @param effectiveFrom when the first minute that costs it began
     */
    public record Price(int number, Usd perHour, Instant effectiveFrom, EventReference event) {}

    /** What was charged, whatever of it was given back. */
    public Usd charged() {
        Usd sum = Usd.ZERO;
        for (Booking booking : bookings) {
            if (booking.kind() == EntryKind.CHARGE) {
                sum = sum.plus(booking.line().amount());
            }
        }
        return sum;
    }

    /** What the charge comes to, less what was given back. */
    public Usd cost() {
        Usd sum = Usd.ZERO;
        for (Booking booking : bookings) {
            sum = sum.plus(booking.cost());
        }
        return sum;
    }

    /** How many minutes were charged and not given back. */
    public int minutes() {
        return bookings.stream()
                .mapToInt(booking -> booking.kind() == EntryKind.REVERSAL
                        ? -booking.line().minutes()
                        : booking.line().minutes())
                .sum();
    }
}
