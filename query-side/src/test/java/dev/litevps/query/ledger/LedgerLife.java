package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.RefundId;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;

/** The events of one ledger, a second after each other, with the balances that follow from them. */
final class LedgerLife {

    static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    static final PlanId PLAN = new PlanId(UUID.randomUUID());

    private final AccountId account;
    private final LedgerId ledger;
    private final List<LedgerEvent> events = new ArrayList<>();
    private Usd balance = Usd.ZERO;
    private Usd held = Usd.ZERO;
    private Instant at = NINE.plus(Duration.ofMinutes(55));

    LedgerLife(AccountId account) {
        this.account = account;
        this.ledger = new LedgerId(account);
    }

    List<DomainEventMessage<?>> events() {
        return Events.of("Ledger", ledger, events.toArray());
    }

    LedgerLife opened() {
        return add(new LedgerEvent.LedgerOpened(ledger, account, at));
    }

    LedgerLife credited(String dollars) {
        Usd amount = Usd.of(dollars);
        balance = balance.plus(amount);
        return add(new LedgerEvent.FundsCredited(
                ledger, account, new CreditId(UUID.randomUUID()), CreditKind.GRANT, amount, "welcome", balance, at));
    }

    LedgerLife held(VpsId vps, String dollars) {
        held = held.plus(Usd.of(dollars));
        return add(new LedgerEvent.FundsHeld(ledger, account, vps, Usd.of(dollars), held, at));
    }

    LedgerLife released(VpsId vps, String dollars) {
        held = held.minus(Usd.of(dollars));
        return add(new LedgerEvent.HoldReleased(ledger, account, vps, Usd.of(dollars), held, at));
    }

    LedgerLife metered(VpsId vps) {
        return add(new LedgerEvent.MeterOpened(ledger, account, vps, PLAN, null, at));
    }

    LedgerLife unmetered(VpsId vps) {
        return add(new LedgerEvent.MeterClosed(ledger, account, vps, at, at));
    }

    LedgerLife charged(ChargeLine... lines) {
        Minute last = List.of(lines).stream().map(ChargeLine::lastMinute).reduce(new Minute(0), Minute::laterOf);
        at = last.end();
        balance = balance.minus(ChargeLine.sum(List.of(lines)));
        return add(new LedgerEvent.MinuteCharged(ledger, account, last, List.of(lines), balance, at));
    }

    LedgerLife reversed(VpsId vps, ChargeLine... lines) {
        Usd amount = ChargeLine.sum(List.of(lines));
        balance = balance.plus(amount);
        return add(new LedgerEvent.ChargesReversed(ledger, account, vps, List.of(lines), amount, balance, at));
    }

    LedgerLife refunded(VpsId vps, String dollars) {
        balance = balance.plus(Usd.of(dollars));
        return add(new LedgerEvent.FundsRefunded(
                ledger,
                account,
                new RefundId(UUID.randomUUID()),
                vps,
                null,
                Usd.of(dollars),
                "it was slow",
                account,
                balance,
                at));
    }

    LedgerLife adjusted(String dollars) {
        balance = balance.plus(Usd.of(dollars));
        return add(new LedgerEvent.BalanceAdjusted(
                ledger,
                account,
                new AdjustmentId(UUID.randomUUID()),
                null,
                null,
                Usd.of(dollars),
                "credited twice",
                account,
                balance,
                at));
    }

    LedgerLife exhausted() {
        return add(new LedgerEvent.BalanceExhausted(ledger, account, balance, at.plus(Duration.ofDays(3)), at));
    }

    LedgerLife restored() {
        return add(new LedgerEvent.BalanceRestored(ledger, account, balance, at));
    }

    LedgerLife othersThatMoveNothing() {
        VpsId vps = new VpsId(UUID.randomUUID());
        AccessTokenId token = new AccessTokenId(UUID.randomUUID());
        return add(new LedgerEvent.MeterRemoved(ledger, account, vps, at))
                .add(new LedgerEvent.LowBalanceReached(ledger, account, balance, Usd.of("1"), Usd.of("1"), at))
                .add(new LedgerEvent.GraceEnding(ledger, account, at, at))
                .add(new LedgerEvent.GraceEnded(ledger, account, List.of(vps), at))
                .add(new LedgerEvent.SuspensionDue(
                        ledger, account, SuspensionCause.BALANCE_EXHAUSTED, List.of(vps), at))
                .add(new LedgerEvent.SpendLimitSet(ledger, account, token, Usd.of("1"), at))
                .add(new LedgerEvent.SpendLimitReached(ledger, account, token, Usd.of("1"), Usd.of("1"), at));
    }

    private LedgerLife add(LedgerEvent event) {
        events.add(event);
        at = at.plusSeconds(1);
        return this;
    }
}
