package dev.litevps.command.ledger;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.plan.PriceBook;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceOver;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitReached;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.SuspensionCause;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a ledger is charged, and what follows when the money gets scarce: it is said that a token has reached its limit,
 * that the balance is used up, or that it is low. Applies its events to the ledger that is being decided on.
 */
record Charging(LedgerId ledgerId, LedgerState state) {

    /** Charges whatever is due up to this minute, and says what follows from it. */
    void charge(Minute minute, PriceBook prices, BillingTerms terms, Instant at) {
        if (!minute.isAfter(state.chargedThrough())) {
            return;
        }
        List<ChargeLine> lines = state.meters().due(minute, prices);
        if (lines.isEmpty()) {
            return;
        }
        Usd after = state.balance().minus(ChargeLine.sum(lines));
        apply(new MinuteCharged(ledgerId, ledgerId.accountId(), minute, lines, after, at));
        reportSpendLimits(lines, at);
        exhaust(terms, at);
        warn(minute, prices, terms, at);
    }

    private void reportSpendLimits(List<ChargeLine> lines, Instant at) {
        Set<AccessTokenId> spenders = new LinkedHashSet<>();
        for (ChargeLine line : lines) {
            AccessTokenId token = line.tokenId();
            if (token != null) {
                spenders.add(token);
            }
        }
        for (AccessTokenId token : spenders) {
            Spending spending = state.spending(token);
            if (spending != null && spending.isExhausted() && !spending.reported()) {
                apply(new SpendLimitReached(
                        ledgerId, ledgerId.accountId(), token, spending.spent(), spending.limit(), at));
                suspend(
                        SuspensionCause.SPEND_LIMIT_REACHED,
                        state.meters().open(meter -> token.equals(meter.tokenId())),
                        at);
            }
        }
    }

    /** Says that nothing is left, if that is so and was not said, and there is anything to lose. */
    void exhaust(BillingTerms terms, Instant at) {
        if (!state.balance().isPositive()
                && !state.isExhausted()
                && !state.meters().kept().isEmpty()) {
            apply(new BalanceExhausted(ledgerId, ledgerId.accountId(), state.balance(), at.plus(terms.grace()), at));
            suspend(SuspensionCause.BALANCE_EXHAUSTED, state.meters().open(_ -> true), at);
        }
    }

    private void suspend(SuspensionCause cause, List<VpsId> vpsIds, Instant at) {
        if (!vpsIds.isEmpty()) {
            apply(new SuspensionDue(ledgerId, ledgerId.accountId(), cause, vpsIds, at));
        }
    }

    private void warn(Minute minute, PriceBook prices, BillingTerms terms, Instant at) {
        if (state.isExhausted()) {
            return;
        }
        Usd burn = state.meters().burnPerHour(prices, minute);
        Usd threshold = terms.lowBelow(burn);
        boolean low = state.balance().isLessThan(threshold);
        if (!low && state.isWarned() && state.isCreditedSinceWarned()) {
            apply(new LowBalanceOver(ledgerId, ledgerId.accountId(), state.balance(), threshold, at));
        } else if (low && !state.isWarned()) {
            apply(new LowBalanceReached(ledgerId, ledgerId.accountId(), state.balance(), burn, threshold, at));
        }
    }
}
