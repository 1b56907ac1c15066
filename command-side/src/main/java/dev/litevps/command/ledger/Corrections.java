package dev.litevps.command.ledger;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.vps.VpsId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How support gives back and puts right what was charged to a ledger. Each says whether it did, or that was done before. */
final class Corrections {

    /** Whom events name if no person decided. */
    private static final AccountId PLATFORM = new AccountId(new UUID(0, 0));

    private final LedgerId id;
    private final LedgerState state;

    Corrections(LedgerId id, LedgerState state) {
        this.id = id;
        this.state = state;
    }

    boolean refund(RefundFunds command) {
        LedgerRules.requirePositive(command.amount(), "a refund");
        LedgerRules.requireReason(command.reason());
        if (state.isBooked(command.refundId().value())) {
            return false;
        }
        Claim claim = command.claim();
        PaidFor paidFor = claim == null ? null : claim.paidFor();
        state.refunds().require(command.amount(), claim);
        apply(new FundsRefunded(
                id,
                id.accountId(),
                command.refundId(),
                paidFor == null ? null : paidFor.vpsId(),
                paidFor == null ? null : paidFor.chargeId(),
                command.amount(),
                command.reason(),
                command.actor(),
                state.balance().plus(command.amount()),
                command.at()));
        return true;
    }

    /** The first minute of the hour in which the first of these charges lies. */
    static Minute hourOf(List<ChargeLine> lines) {
        ChargeLine first = lines.getFirst();
        return ChargeId.of(first.vpsId(), ChargeId.Span.HOUR, first.firstMinute())
                .first();
    }

    /**
     * Gives back charges that the VPS did not earn, but nothing that was given back for them before.
     *
     * @param since all charges of the VPS since the beginning of the hour of the first; none if that is not known
     */
    void reverse(VpsId vpsId, List<ChargeLine> unearned, List<ChargeLine> since, Instant at) {
        Usd amount = ChargeLine.sum(unearned);
        Map<ChargeId, Usd> byHour = state.refunds().returnedOf(unearned, since);
        Usd ofVps = state.refunds().returnedOf(vpsId, amount);
        apply(new ChargesReversed(
                id, id.accountId(), vpsId, unearned, amount, state.balance().plus(amount), at));
        for (Map.Entry<ChargeId, Usd> hour : byHour.entrySet()) {
            takeOff(vpsId, hour.getKey().toString(), hour.getValue(), at);
            ofVps = ofVps.minus(hour.getValue());
        }
        takeOff(vpsId, null, ofVps, at);
    }

    private void takeOff(VpsId vpsId, @Nullable String chargeId, Usd refunded, Instant at) {
        if (refunded.isPositive()) {
            String name = "refunded %s %s %s".formatted(vpsId, chargeId, at);
            apply(new BalanceAdjusted(
                    id,
                    id.accountId(),
                    new AdjustmentId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                    vpsId,
                    chargeId,
                    Usd.ZERO.minus(refunded),
                    "minutes that were given back had been refunded before",
                    PLATFORM,
                    state.balance().minus(refunded),
                    at));
        }
    }

    boolean adjust(AdjustBalance command) {
        LedgerRules.requireReason(command.reason());
        LedgerRules.requireSomething(command.amount());
        if (state.isBooked(command.adjustmentId().value())) {
            return false;
        }
        Claim claim = command.claim();
        PaidFor paidFor = claim == null ? null : claim.paidFor();
        if (claim != null) {
            state.refunds().require(command.amount(), claim);
        }
        apply(new BalanceAdjusted(
                id,
                id.accountId(),
                command.adjustmentId(),
                paidFor == null ? null : paidFor.vpsId(),
                paidFor == null ? null : paidFor.chargeId(),
                command.amount(),
                command.reason(),
                command.actor(),
                state.balance().plus(command.amount()),
                command.at()));
        return true;
    }
}
