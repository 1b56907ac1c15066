package dev.litevps.api.billing;

import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.query.ledger.ChargeExplanation.Booking;
import dev.litevps.query.ledger.EntryKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive minutes of a VPS that were charged at one price, or given back.
 *
 * @param kind {@code charge} or {@code reversal}
 * @param until when the last of them was over
 * @param firstNumber the how-manieth charged minute in the VPS's life the first of them is
 * @param lastNumber the how-manieth the last of them is
 * @param priceNumber which of the prices it is
 * @param amountMicros what it adds to the balance, in micro-dollars: below zero for a charge
 * @param words what was counted
 * @param arithmetic what was computed: the k-th minute at P µ$ an hour costs ⌊P·k/60⌋ − ⌊P·(k−1)/60⌋ µ$, and what lies
 *     between cancels out
 */
record ChargePart(
        String kind,
        Instant from,
        Instant until,
        int minutes,
        long firstNumber,
        long lastNumber,
        int priceNumber,
        long amountMicros,
        String words,
        String arithmetic) {

    /** In their order; those that continue each other become one. */
    static List<ChargePart> of(List<Booking> bookings) {
        List<ChargePart> parts = new ArrayList<>();
        EntryKind kind = EntryKind.CHARGE;
        ChargeLine last = null;
        for (Booking booking : bookings) {
            if (last != null && booking.kind() == kind && continues(last, booking.line())) {
                last = join(last, booking.line());
            } else {
                if (last != null) {
                    parts.add(of(kind, last));
                }
                kind = booking.kind();
                last = booking.line();
            }
        }
        if (last != null) {
            parts.add(of(kind, last));
        }
        return parts;
    }

    private static boolean continues(ChargeLine line, ChargeLine next) {
        return line.priceVersion() == next.priceVersion()
                && line.lastMinute().plus(1).equals(next.firstMinute())
                && line.lastNumber() + 1 == next.firstNumber();
    }

    private static ChargeLine join(ChargeLine line, ChargeLine next) {
        return ChargeLine.of(
                line.vpsId(),
                line.tokenId(),
                line.priceVersion(),
                line.pricePerHour(),
                line.firstMinute(),
                line.minutes() + next.minutes(),
                line.firstNumber());
    }

    private static ChargePart of(EntryKind kind, ChargeLine line) {
        long cost = line.amount().micros();
        return new ChargePart(
                kind.code(),
                line.firstMinute().start(),
                line.lastMinute().end(),
                line.minutes(),
                line.firstNumber(),
                line.lastNumber(),
                line.priceVersion(),
                kind == EntryKind.REVERSAL ? cost : -cost,
                words(kind, line),
                arithmetic(line));
    }

    private static String words(EntryKind kind, ChargeLine line) {
        String numbers = line.minutes() == 1
                ? "minute %d of the VPS's life".formatted(line.firstNumber())
                : "minutes %d to %d of the VPS's life".formatted(line.firstNumber(), line.lastNumber());
        return "%s at %d µ$ an hour, from %s on%s"
                .formatted(
                        numbers,
                        line.pricePerHour().micros(),
                        Description.moment(line.firstMinute().start()),
                        kind == EntryKind.REVERSAL ? ", given back" : "");
    }

    private static String arithmetic(ChargeLine line) {
        long price = line.pricePerHour().micros();
        return "⌊%d·%d/60⌋ − ⌊%d·%d/60⌋ = %d µ$"
                .formatted(
                        price,
                        line.lastNumber(),
                        price,
                        line.firstNumber() - 1,
                        line.amount().micros());
    }
}
