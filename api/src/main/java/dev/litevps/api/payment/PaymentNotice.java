package dev.litevps.api.payment;

import dev.litevps.events.Usd;
import dev.litevps.events.topup.TopUpId;

/** What the payment provider tells us. It comes in any order and any number of times. */
public sealed interface PaymentNotice {

    /** The provider's own name of the notice, the same when it is repeated. */
    String noticeId();

    /**
     * The provider has the money.
     *
     * @param reference by what the provider finds the payment
     */
    record Paid(String noticeId, TopUpId topUpId, Usd amount, String reference) implements PaymentNotice {}

    /** The page on which could be paid was closed. */
    record Expired(String noticeId, TopUpId topUpId) implements PaymentNotice {}

    /** Nothing that concerns a top-up's fate. */
    record Irrelevant(String noticeId) implements PaymentNotice {}
}
