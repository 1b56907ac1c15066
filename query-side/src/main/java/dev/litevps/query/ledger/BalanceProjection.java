package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each account's ledger. */
@Component
@ProcessingGroup("query.balance")
class BalanceProjection {

    private static final String OPEN = """
            insert into balance_view (account_id, ledger_id, balance_micros, held_micros, version)
            values (?, ?, 0, 0, ?)
            on conflict (account_id) do nothing""";

    private static final String SET_BALANCE =
            "update balance_view set balance_micros = ?, version = ? where account_id = ? and version < ?";

    private static final String SET_HELD =
            "update balance_view set held_micros = ?, version = ? where account_id = ? and version < ?";

    /** Changes neither, but whoever waits for the event need not wait any longer. */
    private static final String ADVANCE = "update balance_view set version = ? where account_id = ? and version < ?";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    BalanceProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(LedgerEvent event, @SequenceNumber long version) {
        UUID account = event.accountId().value();
        String ledger = event.ledgerId().toString();
        AggregateVersion shown = new AggregateVersion("Ledger", ledger, version);
        switch (event) {
            case LedgerEvent.LedgerOpened _ -> views.write(shown, OPEN, account, ledger, version);
            case LedgerEvent.FundsCredited credited -> setBalance(shown, account, credited.balanceAfter());
            case LedgerEvent.MinuteCharged charged -> setBalance(shown, account, charged.balanceAfter());
            case LedgerEvent.ChargesReversed reversed -> setBalance(shown, account, reversed.balanceAfter());
            case LedgerEvent.FundsRefunded refunded -> setBalance(shown, account, refunded.balanceAfter());
            case LedgerEvent.BalanceAdjusted adjusted -> setBalance(shown, account, adjusted.balanceAfter());
            case LedgerEvent.FundsHeld held ->
                views.write(shown, SET_HELD, held.heldAfter().micros(), version, account, version);
            case LedgerEvent.HoldReleased released ->
                views.write(shown, SET_HELD, released.heldAfter().micros(), version, account, version);
            case LedgerEvent.MeterOpened _,
                    LedgerEvent.MeterClosed _,
                    LedgerEvent.MeterRemoved _,
                    LedgerEvent.LowBalanceReached _,
                    LedgerEvent.BalanceExhausted _,
                    LedgerEvent.BalanceRestored _,
                    LedgerEvent.GraceEnding _,
                    LedgerEvent.GraceEnded _,
                    LedgerEvent.SuspensionDue _,
                    LedgerEvent.SpendLimitSet _,
                    LedgerEvent.SpendLimitEnded _,
                    LedgerEvent.SpendLimitReached _ -> views.write(shown, ADVANCE, version, account, version);
        }
    }

    private void setBalance(AggregateVersion shown, UUID account, Usd balance) {
        long version = shown.sequenceNumber();
        views.write(shown, SET_BALANCE, balance.micros(), version, account, version);
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table balance_view");
    }
}
