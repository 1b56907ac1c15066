package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Reads statements: everything that moved an account's money, the newest first. The amounts of all rows add up to the
 * balance, whichever way charges are grouped.
 */
@Component
public class StatementQueries {

    /**
     * Both parts come out of their indexes in the order that is asked for; they are only merged. An hour gathers what was
     * booked before and after the entries in it, so that no stored balance would follow from the row below: balances are
     * counted down from the present one, which is of the same snapshot as the rows.
     */
    private static final String BY_HOUR = """
            select statement.*,
                (select balance_micros from balance_view where account_id = :account_id) + amount_micros
                    - cast(sum(amount_micros) over (order by at desc, tie desc rows unbounded preceding) as bigint)
                    as balance_after_micros
            from (
                (select hour as at, vps_id as tie, 'charge' as kind, -amount_micros as amount_micros,
                    null as reason, vps_id, minutes
                from charge_hour where account_id = :account_id and minutes > 0
                order by hour desc, vps_id desc limit :through)
                union all
                (select at, event_id, kind, amount_micros, reason, vps_id, 0
                from ledger_entry where account_id = :account_id and line_vps_ids is null
                order by at desc, event_id desc limit :through)
            ) as statement
            order by at desc, tie desc limit :limit offset :offset""";

    /** Every entry has a row at least, so that no more entries are needed than rows. */
    private static final String BY_MINUTE = """
            select *, (select statement_rows from balance_view where account_id = :account_id) as rows
            from ledger_entry
            where account_id = :account_id
                and first_row < (select statement_rows from balance_view where account_id = :account_id) - :offset
            order by first_row desc limit :limit""";

    private final DatabaseClient database;

    public StatementQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The charges of each VPS grouped by the hour of UTC, less what of them was given back. An hour stands where it began.
     * The newest row's balance is the present one, and each other's that of the row above it less that row's amount.
     *
     * @param limit how many rows at most
     * @param offset how many of the newest rows to leave out
     */
    public Flux<StatementRow> byHour(AccountId accountId, int limit, long offset) {
        return database.sql(BY_HOUR)
                .bind("account_id", accountId.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .bind("through", offset + limit)
                .map(StatementQueries::hourRow)
                .all();
    }

    /**
     * Every minute of every VPS by itself, in the order in which they were booked.
     *
     * @param limit how many rows at most
     * @param offset how many of the newest rows to leave out
     */
    public Flux<StatementRow> byMinute(AccountId accountId, int limit, long offset) {
        return database.sql(BY_MINUTE)
                .bind("account_id", accountId.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map(row -> {
                    long newest = new Columns(row).number("rows") - 1 - offset;
                    return page(LedgerEntry.of(row), Math.max(0, newest - limit + 1), newest);
                })
                .all()
                .concatMapIterable(rows -> rows);
    }

    /** The rows of the entry that lie between these of the statement, the newest first. */
    private static List<StatementRow> page(LedgerEntry entry, long first, long last) {
        long from = Math.max(first, entry.rows().first());
        long to = Math.min(last, entry.rows().last());
        if (from > to) {
            return List.of();
        }
        return entry.kind() == EntryKind.CHARGE
                ? MinuteRows.of(entry, from, to).reversed()
                : List.of(new StatementRow(
                        entry.event().id().toString(),
                        entry.kind(),
                        entry.movement(),
                        entry.reason(),
                        entry.vpsId(),
                        period(entry.lines()),
                        entry.event().at()));
    }

    private static StatementRow.@Nullable Period period(List<ChargeLine> lines) {
        return lines.isEmpty()
                ? null
                : new StatementRow.Period(
                        lines.getFirst().firstMinute().start(),
                        lines.stream().mapToInt(ChargeLine::minutes).sum());
    }

    private static StatementRow hourRow(Readable row) {
        Columns columns = new Columns(row);
        EntryKind kind = EntryKind.of(columns.text("kind"));
        UUID vps = row.get("vps_id", UUID.class);
        VpsId vpsId = vps == null ? null : new VpsId(vps);
        Instant at = columns.instant("at");
        boolean isHour = kind == EntryKind.CHARGE;
        return new StatementRow(
                isHour ? hourId(columns, at) : columns.uuid("tie").toString(),
                kind,
                LedgerEntry.movement(columns),
                columns.textOrNull("reason"),
                vpsId,
                isHour ? new StatementRow.Period(at, columns.integer("minutes")) : null,
                at);
    }

    private static String hourId(Columns columns, Instant hour) {
        return ChargeId.of(new VpsId(columns.uuid("vps_id")), ChargeId.Span.HOUR, Minute.of(hour))
                .toString();
    }
}
