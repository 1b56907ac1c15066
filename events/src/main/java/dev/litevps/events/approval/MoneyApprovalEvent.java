package dev.litevps.events.approval;

import dev.litevps.events.account.AccountId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of a request to move more money than one person may. */
public sealed interface MoneyApprovalEvent {

    MoneyApprovalId approvalId();

    Instant at();

    /**
     * Somebody of support wants to move so much money that a second person has to approve it. Nothing is moved yet.
     *
     * @param expiresAt until when it can be approved
     */
    @Revision("1")
    record MoneyRequested(
            MoneyApprovalId approvalId, MoneyMove move, AccountId requestedBy, Instant expiresAt, Instant at)
            implements MoneyApprovalEvent {}

    /** A second person approved it. The money was moved in the same transaction. */
    @Revision("1")
    record MoneyApproved(MoneyApprovalId approvalId, AccountId accountId, AccountId approvedBy, Instant at)
            implements MoneyApprovalEvent {}

    /** It was turned down, or taken back by who had asked for it. Nothing is moved, now or later. */
    @Revision("1")
    record MoneyRejected(
            MoneyApprovalId approvalId, AccountId accountId, AccountId rejectedBy, String reason, Instant at)
            implements MoneyApprovalEvent {}
}
