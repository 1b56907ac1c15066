package dev.litevps.api.payment;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import java.net.URI;

/** Where customers pay. */
public interface PaymentGateway {

    /**
     * Opens a page on which the customer can pay exactly this amount, once. Asked again for the same top-up, it answers
     * with the same page. What becomes of it comes back as a {@link PaymentNotice}. Blocks.
     *
     * @throws PaymentUnavailable if no page could be opened; there may be one all the same, which nobody knows of
     */
    URI openCheckout(TopUpId topUpId, AccountId accountId, Usd amount);
}
