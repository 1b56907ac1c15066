package dev.litevps.events.approval;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What one person of support has moved without a second one. */
public sealed interface AllowanceEvent {

    AllowanceId allowanceId();

    Instant at();

    /**
     * The person moved money alone, in the transaction in which that was booked. Nobody reacts; it counts against what the person
     * may move alone within 24 hours.
     *
     * @param movedId of the credit, the refund or the adjustment
     * @param customerId whose balance it changed
     * @param amount how much, whichever way
     */
    @Revision("1")
    record MoneyMovedAlone(
            AllowanceId allowanceId, MoneyApprovalId movedId, AccountId customerId, Usd amount, Instant at)
            implements AllowanceEvent {}
}
