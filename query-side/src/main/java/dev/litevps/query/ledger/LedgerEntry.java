package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to an account's money.
 *
 * @param rows its rows in the account's statement by minute
 * @param lines what was charged or given back; none for entries of other kinds
 */
record LedgerEntry(
        Rows rows,
        EventReference event,
        EntryKind kind,
        Movement movement,
        @Nullable String reason,
        @Nullable VpsId vpsId,
        List<ChargeLine> lines) {

    /** Consecutive rows of a statement, which are numbered from 0; both ends included. */
    record Rows(long first, long last) {}

    LedgerEntry {
        lines = List.copyOf(lines);
    }

    static LedgerEntry of(Readable row) {
        Columns columns = new Columns(row);
        UUID vpsId = row.get("vps_id", UUID.class);
        EntryKind kind = EntryKind.of(columns.text("kind"));
        Instant at = columns.instant("at");
        long firstRow = columns.number("first_row");
        return new LedgerEntry(
                new Rows(firstRow, firstRow + columns.number("row_count") - 1),
                new EventReference(columns.uuid("event_id"), eventType(kind), columns.number("sequence_number"), at),
                kind,
                movement(columns),
                columns.textOrNull("reason"),
                vpsId == null ? null : new VpsId(vpsId),
                LineColumns.read(columns));
    }

    static Movement movement(Columns columns) {
        return new Movement(new Usd(columns.number("amount_micros")), new Usd(columns.number("balance_after_micros")));
    }

    private static String eventType(EntryKind kind) {
        return switch (kind) {
            case TOP_UP, CREDIT -> "FundsCredited";
            case CHARGE -> "MinuteCharged";
            case REVERSAL -> "ChargesReversed";
            case REFUND -> "FundsRefunded";
            case ADJUSTMENT -> "BalanceAdjusted";
        };
    }
}
