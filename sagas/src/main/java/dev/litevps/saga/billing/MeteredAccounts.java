package dev.litevps.saga.billing;

import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which accounts there is something to charge to: table {@code metered_account}; and how far the minute clock ever came:
 * the one row of {@code minute_clock}. The accounts may lag behind the ledgers and do no
 * harm: a ledger knows by itself which minutes are due, so an account that is charged late is charged all the same.
 */
@Component
@ProcessingGroup("saga.meters")
public class MeteredAccounts implements AccountsToCharge {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;

    public MeteredAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(MeterOpened event, @SequenceNumber long version) {
        jdbc.sql("""
                        INSERT INTO metered_account (account_id, open_meters, touched_through, version)
                        VALUES (?, 1, ?, ?)
                        ON CONFLICT (account_id) DO UPDATE
                        SET open_meters = metered_account.open_meters + 1,
                            touched_through = greatest(metered_account.touched_through, excluded.touched_through),
                            version = excluded.version
                        WHERE metered_account.version < excluded.version
                        """)
                .params(event.accountId().value(), Minute.of(event.at()).sinceEpoch(), version)
                .update();
    }

    @EventHandler
    void on(MeterClosed event, @SequenceNumber long version) {
        jdbc.sql("""
                        UPDATE metered_account
                        SET open_meters = open_meters - 1, touched_through = greatest(touched_through, ?), version = ?
                        WHERE account_id = ? AND version < ?
                        """)
                .params(
                        Minute.of(event.until()).sinceEpoch(),
                        version,
                        event.accountId().value(),
                        version)
                .update();
    }

    @ResetHandler
    void reset() {
        jdbc.sql("DELETE FROM metered_account").update();
    }

    /** The mark is not made by events, and stays when these are handled anew. */
    @Override
    public boolean advanceTo(Minute minute) {
        return jdbc.sql("UPDATE minute_clock SET minute = ? WHERE minute <= ?")
                        .params(minute.sinceEpoch(), minute.sinceEpoch())
                        .update()
                == 1;
    }

    /** The last minute that was charged to anybody, or is being charged; long ago, if none was. */
    public Minute furthest() {
        return new Minute(
                jdbc.sql("SELECT minute FROM minute_clock").query(Long.class).single());
    }

    @Override
    public List<AccountId> first(int limit) {
        return page(BEFORE_ALL, limit);
    }

    @Override
    public List<AccountId> after(AccountId previous, int limit) {
        return page(previous.value(), limit);
    }

    private List<AccountId> page(UUID previous, int limit) {
        return jdbc.sql("SELECT account_id FROM metered_account WHERE account_id > ? ORDER BY account_id LIMIT ?")
                .params(previous, limit)
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list();
    }

    @Override
    public void charged(Collection<AccountId> accounts, Minute through) {
        jdbc.sql("DELETE FROM metered_account WHERE account_id = ANY(?) AND open_meters = 0 AND touched_through <= ?")
                .params(accounts.stream().map(AccountId::value).toArray(UUID[]::new), through.sinceEpoch())
                .update();
    }
}
