package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import dev.litevps.query.Slice;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
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
                coalesce(cast(:balance as bigint),
                        (select balance_micros from balance_view where account_id = :account_id)) + amount_micros
                    - cast(sum(amount_micros) over (order by at desc, tie desc rows unbounded preceding) as bigint)
                    as balance_after_micros
            from (
                (select hour as at, vps_id as tie, 'charge' as kind, -amount_micros as amount_micros,
                    null as reason, vps_id, minutes
                from charge_hour where account_id = :account_id and minutes > 0 and (hour, vps_id) < (:after_at, :after_tie)
                order by hour desc, vps_id desc limit :through)
                union all
                (select at, event_id, kind, amount_micros, reason, vps_id, 0
                from ledger_entry where account_id = :account_id and line_vps_ids is null
                    and (at, event_id) < (:after_at, :after_tie)
                order by at desc, event_id desc limit :through)
            ) as statement
            order by at desc, tie desc limit :limit offset :offset""";

    /** Every entry has a row at least, so that no more entries are needed than rows. */
    private static final String BY_MINUTE = """
            select *, coalesce(cast(:before as bigint),
                    (select statement_rows from balance_view where account_id = :account_id)) as rows
            from ledger_entry
            where account_id = :account_id
                and first_row < coalesce(cast(:before as bigint),
                        (select statement_rows from balance_view where account_id = :account_id)) - :offset
            order by first_row desc limit :limit""";

    private static final Hour NEWEST = new Hour(Slice.BEFORE_ALL, null);

    private final DatabaseClient database;

    /**
     * A row of the statement by hour, as a place behind which a reader goes on: with what the next row's balance is counted down
     * from, so that the balances of one reading follow from each other.
     *
     * @param balanceBefore null at the beginning, which is counted down from the present balance
     */
    public record Hour(Slice.Position position, @Nullable Usd balanceBefore) {}

    /**
     * A row of the statement by minute.
     *
     * @param number in the order in which they were booked, from 0; it never changes
     */
    public record NumberedRow(long number, StatementRow row) {}

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
        return byHour(accountId, limit, offset, NEWEST).map(HourRow::row);
    }

    /**
     * A row of the statement by hour.
     *
     * @param place of the row itself
     */
    public record HourRow(Hour place, StatementRow row) {}

    /** The same, behind this row. */
    public Flux<HourRow> byHour(AccountId accountId, int limit, long offset, @Nullable Hour after) {
        Hour behind = Objects.requireNonNullElse(after, NEWEST);
        GenericExecuteSpec statement = database.sql(BY_HOUR)
                .bind("account_id", accountId.value())
                .bind("after_at", behind.position().at().atOffset(ZoneOffset.UTC))
                .bind("after_tie", behind.position().id())
                .bind("limit", limit)
                .bind("offset", offset)
                .bind("through", offset + limit);
        Usd balance = behind.balanceBefore();
        return (balance == null
                        ? statement.bindNull("balance", Long.class)
                        : statement.bind("balance", balance.micros()))
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
        return byMinute(accountId, limit, offset, null).map(NumberedRow::row);
    }

    /**
     * The same, of rows with lower numbers than this.
     *
     * @param before null if all of them
     */
    public Flux<NumberedRow> byMinute(AccountId accountId, int limit, long offset, @Nullable Long before) {
        GenericExecuteSpec statement = database.sql(BY_MINUTE)
                .bind("account_id", accountId.value())
                .bind("limit", limit)
                .bind("offset", offset);
        return (before == null ? statement.bindNull("before", Long.class) : statement.bind("before", before))
                .map(row -> {
                    long newest = new Columns(row).number("rows") - 1 - offset;
                    return page(LedgerEntry.of(row), Math.max(0, newest - limit + 1), newest);
                })
                .all()
                .concatMapIterable(rows -> rows);
    }

    /** The rows of the entry that lie between these of the statement, the newest first. */
    private static List<NumberedRow> page(LedgerEntry entry, long first, long last) {
        long from = Math.max(first, entry.rows().first());
        long to = Math.min(last, entry.rows().last());
        if (from > to) {
            return List.of();
        }
        if (entry.kind() == EntryKind.CHARGE) {
            List<StatementRow> minutes = MinuteRows.of(entry, from, to).reversed();
            return IntStream.range(0, minutes.size())
                    .mapToObj(index -> new NumberedRow(to - index, minutes.get(index)))
                    .toList();
        }
        StatementRow row = new StatementRow(
                entry.event().id().toString(),
                entry.kind(),
                entry.movement(),
                entry.reason(),
                entry.vpsId(),
                period(entry.lines()),
                entry.event().at());
        return List.of(new NumberedRow(to, row));
    }

    private static StatementRow.@Nullable Period period(List<ChargeLine> lines) {
        return lines.isEmpty()
                ? null
                : new StatementRow.Period(
                        lines.getFirst().firstMinute().start(),
                        lines.stream().mapToInt(ChargeLine::minutes).sum());
    }

    private static HourRow hourRow(Readable row) {
        Columns columns = new Columns(row);
        StatementRow shown = statementRow(row);
        Slice.Position position = new Slice.Position(columns.instant("at"), columns.uuid("tie"));
        return new HourRow(new Hour(position, shown.movement().balanceBefore()), shown);
    }

    private static StatementRow statementRow(Readable row) {
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
