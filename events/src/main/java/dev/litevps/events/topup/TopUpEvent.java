package dev.litevps.events.topup;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of one payment into an account. */
public sealed interface TopUpEvent {

    TopUpId topUpId();

    AccountId accountId();

    Instant at();

    /** The account's owner wants to pay this much, and is sent to a checkout. */
    @Revision("1")
    record TopUpRequested(TopUpId topUpId, AccountId accountId, Usd amount, Instant at) implements TopUpEvent {}

    /**
     * The payment provider has the money. The account's ledger is credited in the same transaction.
     *
     * @param paymentReference by what the provider finds the payment
     */
    @Revision("1")
    record TopUpPaid(TopUpId topUpId, AccountId accountId, Usd amount, String paymentReference, Instant at)
            implements TopUpEvent {}

    /** The checkout was closed without a payment. One that still arrives is credited all the same. */
    @Revision("1")
    record TopUpExpired(TopUpId topUpId, AccountId accountId, Instant at) implements TopUpEvent {}
}
