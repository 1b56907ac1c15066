package dev.litevps.api.statement;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.litevps.api.web.Dollars;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.query.ledger.EventReference;
import dev.litevps.query.ledger.StatementLine;
import dev.litevps.query.ledger.StatementRow;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line as it is shown.
 *
 * @param kind {@code top_up}, {@code credit}, {@code charge}, {@code reversal}, {@code refund} or {@code adjustment}
 * @param subject what it is about
 * @param amounts what it did to the balance
 * @param firstEvent the first event that it follows from
 * @param lastEvent the last of them
 * @param eventCount how many they are
 * @param eventsPath where auditors read them: of several, all charges from the first to the last, of which those are the line's
 *     that have a part for its VPS and its hour
 */
record ShownLine(
        String kind,
        Instant time,
        String description,
        @JsonUnwrapped Subject subject,
        @JsonUnwrapped Amounts amounts,
        EventMark firstEvent,
        EventMark lastEvent,
        long eventCount,
        String eventsPath) {

    /**
     * What a line is about.
     *
     * @param chargeId as {@code GET /api/billing/charges/:id} explains it; null if it is about no charge
     * @param from when the first minute began that was charged or given back; null for other kinds
     * @param minutes how many they are; null for other kinds
     */
    record Subject(
            @Nullable String vpsId,
            @Nullable String chargeId,
            @Nullable Instant from,
            @Nullable Integer minutes) {}

    /**
     * What a line did to the balance, in US dollars, and in micro-dollars, exactly.
     *
     * @param balanceAfter the opening balance and all lines up to this one
     */
    record Amounts(BigDecimal amount, long amountMicros, BigDecimal balanceAfter, long balanceAfterMicros) {

        static Amounts of(Usd amount, Usd balanceAfter) {
            return new Amounts(Dollars.of(amount), amount.micros(), Dollars.of(balanceAfter), balanceAfter.micros());
        }
    }

    /** Where an event is found: {@code sequence} among those of the ledger, from 0. */
    record EventMark(String id, long sequence) {

        static EventMark of(EventReference event) {
            return new EventMark(event.id().toString(), event.sequenceNumber());
        }
    }

    /** The line of this ledger, with the balance after it, and with the VPS's name if it is about one. */
    static ShownLine of(StatementLine line, LedgerId ledger, Usd balanceAfter, String vps) {
        StatementLine.Subject subject = line.subject();
        StatementRow.Period period = subject.period();
        return new ShownLine(
                line.kind().code(),
                line.time(),
                LineText.of(line, vps),
                new Subject(
                        subject.vpsId() == null ? null : subject.vpsId().toString(),
                        subject.chargeId(),
                        period == null ? null : period.from(),
                        period == null ? null : period.minutes()),
                Amounts.of(line.amount(), balanceAfter),
                EventMark.of(line.events().first()),
                EventMark.of(line.events().last()),
                line.events().count(),
                eventsPath(line.events(), ledger));
    }

    private static String eventsPath(StatementLine.Events events, LedgerId ledger) {
        return "/api/audit/events?aggregate=%s&type=%s&from_sequence=%d&to_sequence=%d&order=asc&limit=1000"
                .formatted(
                        ledger,
                        events.first().type(),
                        events.first().sequenceNumber(),
                        events.last().sequenceNumber());
    }
}
