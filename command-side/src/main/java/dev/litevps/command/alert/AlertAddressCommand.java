package dev.litevps.command.alert;

import dev.litevps.command.Command;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.alert.AlertAddressId;
import dev.litevps.events.alert.AlertAddressesId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of an account's alert addresses. */
public sealed interface AlertAddressCommand extends Command {

    AlertAddressesId alertAddressesId();

    AlertAddressId addressId();

    /**
     * Send alerts to this address too; its form was validated before. If the account has the address already, under this
     * id or another, nothing changes.
     *
     * @param email encrypted under the account's key
     * @param emailHash equal for equal addresses of the account
     */
    record AddAlertAddress(
            @TargetAggregateIdentifier AlertAddressesId alertAddressesId,
            AlertAddressId addressId,
            EncryptedText email,
            String emailHash,
            Instant at)
            implements AlertAddressCommand {

        /** So many an account has. Every alert is an e-mail to each: enough for a team, too few to send spam with. */
        public static final int MOST = 20;
    }

    /** Send no more alerts to this address. */
    record RemoveAlertAddress(
            @TargetAggregateIdentifier AlertAddressesId alertAddressesId, AlertAddressId addressId, Instant at)
            implements AlertAddressCommand {}
}
