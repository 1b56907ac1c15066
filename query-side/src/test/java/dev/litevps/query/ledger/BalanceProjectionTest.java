package dev.litevps.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class BalanceProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final LedgerId ledger = new LedgerId(account);
    private final VpsId vps = new VpsId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new BalanceProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Ledger",
                ledger,
                new LedgerEvent.LedgerOpened(ledger, account, AT),
                new LedgerEvent.FundsCredited(
                        ledger,
                        account,
                        new CreditId(UUID.randomUUID()),
                        CreditKind.DEMO,
                        Usd.of("10"),
                        "welcome",
                        Usd.of("10"),
                        AT),
                new LedgerEvent.FundsHeld(ledger, account, vps, Usd.of("2"), Usd.of("2"), AT),
                new LedgerEvent.FundsHeld(ledger, account, vps, Usd.of("3"), Usd.of("5"), AT),
                new LedgerEvent.HoldReleased(ledger, account, vps, Usd.of("2"), Usd.of("3"), AT));
    }

    @Test
    void whatIsHeldCannotBeSpent() {
        handle(life());
        assertThat(new BalanceQueries(database().reads()).byAccount(account).block(PATIENCE))
                .isEqualTo(new BalanceRow(account, Usd.of("10"), Usd.of("3")))
                .extracting(BalanceRow::available)
                .isEqualTo(Usd.of("7"));
    }
}
