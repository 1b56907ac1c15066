package dev.litevps.command.ledger;

import dev.litevps.command.Command;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.RefundId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a ledger. {@link ChargeMinute} asks many at once. */
public sealed interface LedgerCommand extends Command {

    LedgerId ledgerId();

    /** Add money. The same {@code creditId} counts once. */
    record CreditFunds(
            @TargetAggregateIdentifier LedgerId ledgerId,
            CreditId creditId,
            CreditKind kind,
            Usd amount,
            String reason,
            Instant at)
            implements LedgerCommand {}

    /**
     * Give back what a customer had paid: never more than was charged to the account, or for what is named, and not given
     * back yet. The same {@code refundId} counts once.
     *
     * @param claim what had been paid for; null if it was nothing in particular
     * @param reason for the customer and the auditor to read
     * @param actor who decided it
     */
    record RefundFunds(
            @TargetAggregateIdentifier LedgerId ledgerId,
            RefundId refundId,
            @Nullable Claim claim,
            Usd amount,
            String reason,
            AccountId actor,
            Instant at)
            implements LedgerCommand {}

    /**
     * Correct the balance, or a charge: then no more is given back than was charged for it. The same {@code adjustmentId}
     * counts once.
     *
     * @param claim the charge that is corrected; null if none is
     * @param amount what to add; negative to take it away
     * @param reason for the customer and the auditor to read
     * @param actor who decided it
     */
    record AdjustBalance(
            @TargetAggregateIdentifier LedgerId ledgerId,
            AdjustmentId adjustmentId,
            @Nullable Claim claim,
            Usd amount,
            String reason,
            AccountId actor,
            Instant at)
            implements LedgerCommand {}

    /** Say that the grace time is about to end, unless it is over or there is nothing to lose. */
    record WarnOfGraceEnd(@TargetAggregateIdentifier LedgerId ledgerId, Instant at) implements LedgerCommand {}

    /** End the grace time if it is due and the account still has nothing. */
    record EndGrace(@TargetAggregateIdentifier LedgerId ledgerId, Instant at) implements LedgerCommand {}
}
