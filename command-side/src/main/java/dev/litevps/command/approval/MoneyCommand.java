package dev.litevps.command.approval;

import dev.litevps.command.Command;
import dev.litevps.command.ledger.ChargedFor;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyMove;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What people of support ask for when they move the money of customers. */
public sealed interface MoneyCommand extends Command {

    MoneyApprovalId approvalId();

    /**
     * Move money: at once, or, if it is much or the person has moved much within 24 hours, when a second person has approved it.
     * Repeated, it changes nothing.
     *
     * @param approvalId becomes the id of the credit, the refund or the adjustment, now or later
     * @param charged what was charged for what is given back; null if that is nothing in particular
     * @param by who asks for it; not whose account it is
     */
    record MoveMoney(
            @TargetAggregateIdentifier MoneyApprovalId approvalId,
            MoneyMove move,
            @Nullable ChargedFor charged,
            AccountId by,
            Instant at)
            implements MoneyCommand {

        /** Who needs more has made a mistake, or works on something that is no support case. */
        public static final Usd MOST = Usd.of("10000.00");
    }

    /**
     * Move what was asked for. Repeated, it changes nothing; it is refused to who asked for it, and to whose account it is.
     *
     * @param charged what was charged by now for what is given back; null if that is nothing in particular
     */
    record ApproveMoney(
            @TargetAggregateIdentifier MoneyApprovalId approvalId,
            @Nullable ChargedFor charged,
            AccountId by,
            Instant at)
            implements MoneyCommand {}

    /** Do not move what was asked for: who asked for it may take it back too. Repeated, it changes nothing. */
    record RejectMoney(@TargetAggregateIdentifier MoneyApprovalId approvalId, AccountId by, String reason, Instant at)
            implements MoneyCommand {}
}
