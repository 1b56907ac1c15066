package dev.litevps.command.topup;

import dev.litevps.command.Command;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a top-up. */
public sealed interface TopUpCommand extends Command {

    TopUpId topUpId();

    /**
     * The owner wants to pay into the account. Repeated, it changes nothing.
     *
     * @param amount whole cents, from {@link #LEAST} to {@link #MOST}
     */
    record RequestTopUp(@TargetAggregateIdentifier TopUpId topUpId, AccountId accountId, Usd amount, Instant at)
            implements TopUpCommand {

        /** The least that can be paid at once, as the API reference promises. */
        public static final Usd LEAST = Usd.of("5.00");

        /** The most that can be paid at once, as the API reference promises. */
        public static final Usd MOST = Usd.of("50.00");
    }

    /**
     * The payment provider says that it has the money, which is credited to the account's ledger at once. Repeated, it
     * changes nothing; with another amount than was asked for it is refused.
     *
     * @param paymentReference by what the provider finds the payment
     */
    record ConfirmTopUp(@TargetAggregateIdentifier TopUpId topUpId, Usd amountPaid, String paymentReference, Instant at)
            implements TopUpCommand {}

    /** The checkout was closed without a payment. Repeated, or after a payment, it changes nothing. */
    record ExpireTopUp(@TargetAggregateIdentifier TopUpId topUpId, Instant at) implements TopUpCommand {}
}
