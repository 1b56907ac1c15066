package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.query.Columns;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * The entries of an account between two events of its ledger. They are numbered by rows, and both numbers only grow: a row is
 * found by halving, with as many looks as an account's entries have binary digits, and no index beside the primary key.
 */
@Component
public class LedgerRows {

    /** The driver asks for so many rows at once, so that a long statement is never in memory as a whole. */
    private static final int FETCHED_AT_ONCE = 500;

    private static final String FROM = """
            select first_row, sequence_number from ledger_entry
            where account_id = ? and first_row >= ? order by first_row limit 1""";

    private static final String BEFORE = """
            select balance_after_micros from ledger_entry
            where account_id = ? and first_row < ? order by first_row desc limit 1""";

    private static final String BETWEEN = """
            select * from ledger_entry
            where account_id = :account_id and first_row >= :first and first_row < :end order by first_row""";

    private final JdbcOperations jdbc;
    private final DatabaseClient reads;

    private record Found(long row, long sequence) {}

    public LedgerRows(JdbcOperations jdbc, DatabaseClient reads) {
        this.jdbc = jdbc;
        this.reads = reads;
    }

    /** Up to which event of the ledger the view shows; -1 if none. Blocks. */
    public long shownThrough(AccountId accountId) {
        return jdbc
                .queryForList("select version from balance_view where account_id = ?", Long.class, accountId.value())
                .stream()
                .findFirst()
                .orElse(-1L);
    }

    /** The row at which the entries of this event and those after it begin. Blocks. */
    public long rowOf(AccountId accountId, long sequence) {
        long low = 0;
        long high = jdbc
                .queryForList(
                        "select statement_rows from balance_view where account_id = ?", Long.class, accountId.value())
                .stream()
                .findFirst()
                .orElse(0L);
        while (low < high) {
            long middle = low + (high - low) / 2;
            List<Found> found =
                    jdbc.query(FROM, (row, _) -> new Found(row.getLong(1), row.getLong(2)), accountId.value(), middle);
            if (found.isEmpty() || found.getFirst().sequence() >= sequence) {
                high = middle;
            } else {
                low = found.getFirst().row() + 1;
            }
        }
        return low;
    }

    /** The balance after the last entry before this row; nothing if there is none. Blocks. */
    public Usd balanceBefore(AccountId accountId, long row) {
        return jdbc.queryForList(BEFORE, Long.class, accountId.value(), row).stream()
                .findFirst()
                .map(Usd::new)
                .orElse(Usd.ZERO);
    }

    /** The lines of the entries from row {@code first} on, up to the one before {@code end}. */
    public Flux<StatementLine> lines(AccountId accountId, long first, long end) {
        return Flux.defer(() -> {
            MonthLines lines = new MonthLines();
            return reads.sql(BETWEEN)
                    .bind("account_id", accountId.value())
                    .bind("first", first)
                    .bind("end", end)
                    .filter(statement -> statement.fetchSize(FETCHED_AT_ONCE))
                    .map(row -> lines.add(LedgerEntry.of(row), new Columns(row).textOrNull("charge_id")))
                    .all()
                    .concatWith(Flux.defer(() -> Flux.just(lines.rest())))
                    .concatMapIterable(complete -> complete);
        });
    }
}
