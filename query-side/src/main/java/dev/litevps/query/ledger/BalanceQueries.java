package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.query.Columns;
import dev.litevps.query.RecentRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads balances. */
@Component
public class BalanceQueries {

    private final DatabaseClient database;
    private final RecentRows recent;

    public BalanceQueries(DatabaseClient database, RecentRows recent) {
        this.database = database;
        this.recent = recent;
    }

    /** The account's balance; empty if it has no ledger. */
    public Mono<BalanceRow> byAccount(AccountId accountId) {
        return recent.get(new LedgerId(accountId).toString(), BalanceRow.class, () -> read(accountId));
    }

    private Mono<BalanceRow> read(AccountId accountId) {
        return database.sql("select * from balance_view where account_id = :account_id")
                .bind("account_id", accountId.value())
                .map(BalanceQueries::row)
                .one();
    }

    private static BalanceRow row(Readable row) {
        Columns columns = new Columns(row);
        return new BalanceRow(
                new AccountId(columns.uuid("account_id")),
                new Usd(columns.number("balance_micros")),
                new Usd(columns.number("held_micros")),
                exhaustion(columns));
    }

    private static BalanceRow.@Nullable Exhaustion exhaustion(Columns columns) {
        Instant since = columns.instantOrNull("exhausted_at");
        return since == null ? null : new BalanceRow.Exhaustion(since, columns.instant("grace_ends_at"));
    }
}
