package dev.litevps.command.ledger;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.PaidFor;

/** How support gives back and puts right what was charged to a ledger. Each says whether it did, or that was done before. */
final class Corrections {

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
