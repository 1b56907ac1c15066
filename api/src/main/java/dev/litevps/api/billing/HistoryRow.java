package dev.litevps.api.billing;

import dev.litevps.api.web.Dollars;
import dev.litevps.query.ledger.Movement;
import dev.litevps.query.ledger.StatementRow;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that moved the account's money.
 *
 * @param id of a charge, as {@code GET /api/billing/charges/:id} takes it; of other rows, that of the event
 * @param kind {@code top_up}, {@code credit}, {@code charge}, {@code reversal}, {@code refund} or {@code adjustment}
 * @param amount what it added to the balance, in US dollars; below zero if it took away
 * @param amountMicros the same in micro-dollars, exactly
 * @param balanceAfter in US dollars
 * @param balanceAfterMicros the same in micro-dollars, exactly
 * @param minutes how many minutes were charged or given back; null for other kinds
 * @param from when the first of them began; null for other kinds
 * @param time when it was booked; if the row stands for an hour, when that began
 */
record HistoryRow(
        String id,
        String kind,
        BigDecimal amount,
        long amountMicros,
        BigDecimal balanceAfter,
        long balanceAfterMicros,
        String description,
        @Nullable String vpsId,
        @Nullable Integer minutes,
        @Nullable Instant from,
        Instant time) {

    /**
     * The row as a client gets it.
     *
     * @param vps what the VPS is called that it is about; empty if it is about none
     */
    static HistoryRow of(StatementRow row, String vps, HistoryPage.Granularity granularity) {
        Movement movement = row.movement();
        StatementRow.Period period = row.period();
        return new HistoryRow(
                row.id(),
                row.kind().code(),
                Dollars.of(movement.amount()),
                movement.amount().micros(),
                Dollars.of(movement.balanceAfter()),
                movement.balanceAfter().micros(),
                Description.of(row, vps, granularity),
                row.vpsId() == null ? null : row.vpsId().toString(),
                period == null ? null : period.minutes(),
                period == null ? null : period.from(),
                row.time());
    }
}
