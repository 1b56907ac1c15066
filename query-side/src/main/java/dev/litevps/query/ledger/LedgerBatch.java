package dev.litevps.query.ledger;

import dev.litevps.query.PendingWrites;
import dev.litevps.query.ledger.LedgerFold.Hour;
import dev.litevps.query.ledger.LedgerFold.HourSum;
import dev.litevps.query.ledger.LedgerFold.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The events of ledgers in one batch: they are added up in memory, and written with one statement for each table. */
final class LedgerBatch implements PendingWrites.Writes {

    private final JdbcOperations jdbc;
    private final List<Numbered> events = new ArrayList<>();

    LedgerBatch(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void add(Numbered event) {
        events.add(event);
    }

    @Override
    public void flush() {
        if (!events.isEmpty()) {
            LedgerFold fold = new LedgerFold(load());
            events.forEach(fold::add);
            writeBalances(new ArrayList<>(fold.heads()));
            fold.entries().write(jdbc);
            writeHours(fold.hours());
            fold.openedMeters().write(jdbc);
            closeMeters(fold.closedMeters());
            drop();
        }
    }

    @Override
    public void drop() {
        events.clear();
    }

    private Map<UUID, LedgerHead> load() {
        UUID[] accounts = events.stream().map(Numbered::account).distinct().toArray(UUID[]::new);
        Map<UUID, LedgerHead> heads = new HashMap<>();
        jdbc.query(LedgerSql.LOAD, (row, _) -> LedgerHead.read(row), (Object) accounts)
                .forEach(head -> heads.put(head.accountId(), head));
        return heads;
    }

    private void writeBalances(List<LedgerHead> heads) {
        if (heads.isEmpty()) {
            return;
        }
        jdbc.update(
                LedgerSql.BALANCES,
                heads.stream().map(LedgerHead::accountId).toArray(UUID[]::new),
                texts(heads, LedgerHead::ledgerId),
                numbers(heads, LedgerHead::balanceMicros),
                numbers(heads, LedgerHead::heldMicros),
                texts(heads, LedgerHead::exhaustedAt),
                texts(heads, LedgerHead::graceEndsAt),
                numbers(heads, LedgerHead::rows),
                numbers(heads, LedgerHead::version));
    }

    private static @Nullable String[] texts(List<LedgerHead> heads, Function<LedgerHead, @Nullable String> column) {
        @Nullable String[] texts = new @Nullable String[heads.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(heads.get(i));
        }
        return texts;
    }

    private static long[] numbers(List<LedgerHead> heads, ToLongFunction<LedgerHead> column) {
        return heads.stream().mapToLong(column).toArray();
    }

    private void writeHours(Map<Hour, HourSum> hours) {
        if (hours.isEmpty()) {
            return;
        }
        jdbc.update(
                LedgerSql.HOURS,
                hours.keySet().stream().map(Hour::account).toArray(UUID[]::new),
                hours.keySet().stream().mapToLong(Hour::hour).toArray(),
                hours.keySet().stream().map(Hour::vpsId).toArray(UUID[]::new),
                hours.values().stream().mapToInt(HourSum::minutes).toArray(),
                hours.values().stream().mapToLong(HourSum::micros).toArray(),
                hours.values().stream().mapToLong(HourSum::firstEntry).toArray(),
                hours.values().stream().mapToLong(HourSum::lastEntry).toArray());
    }

    private void closeMeters(List<@Nullable Object[]> closed) {
        if (!closed.isEmpty()) {
            jdbc.batchUpdate(LedgerSql.CLOSED_METERS, closed);
        }
    }
}
