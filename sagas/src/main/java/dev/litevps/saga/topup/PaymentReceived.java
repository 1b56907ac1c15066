package dev.litevps.saga.topup;

import dev.litevps.command.topup.TopUpCommand.ConfirmTopUp;
import dev.litevps.events.Usd;
import dev.litevps.events.topup.TopUpId;
import java.time.Instant;
import java.util.Map;

/**
 * A payment that is to be credited, as it lies in the scheduler.
 *
 * @param reference by what the payment provider finds the payment
 * @param at when the provider told us
 * @param provenance the metadata that the command carries on
 */
public record PaymentReceived(
        TopUpId topUpId, Usd amount, String reference, Instant at, Map<String, String> provenance) {

    public PaymentReceived {
        provenance = Map.copyOf(provenance);
    }

    /** The command that credits it. */
    public ConfirmTopUp command() {
        return new ConfirmTopUp(topUpId, amount, reference, at);
    }
}
