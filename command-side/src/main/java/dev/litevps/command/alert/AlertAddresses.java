package dev.litevps.command.alert;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.alert.AlertAddressCommand.AddAlertAddress;
import dev.litevps.command.alert.AlertAddressCommand.RemoveAlertAddress;
import dev.litevps.events.alert.AlertAddressEvent;
import dev.litevps.events.alert.AlertAddressEvent.AlertAddressAdded;
import dev.litevps.events.alert.AlertAddressEvent.AlertAddressRemoved;
import dev.litevps.events.alert.AlertAddressId;
import dev.litevps.events.alert.AlertAddressesId;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The addresses at which one account is alerted. They begin with the first that is added; each is added once, whatever it
 * is called, and can be removed. All of an account's are one aggregate, so that two requests cannot add an address twice
 * or more addresses than there may be.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class AlertAddresses {

    @AggregateIdentifier
    private @Nullable AlertAddressesId alertAddressesId;

    private Map<AlertAddressId, String> emailHashes = new HashMap<>();

    AlertAddresses() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AddAlertAddress command) {
        if (emailHashes.containsKey(command.addressId()) || emailHashes.containsValue(command.emailHash())) {
            return;
        }
        if (emailHashes.size() >= AddAlertAddress.MOST) {
            throw new CommandRejected(
                    RejectionCode.TOO_MANY_ALERT_ADDRESSES,
                    "an account can have " + AddAlertAddress.MOST + " alert addresses; remove one first");
        }
        apply(new AlertAddressAdded(
                command.alertAddressesId(),
                command.alertAddressesId().accountId(),
                command.addressId(),
                command.email(),
                command.emailHash(),
                command.at()));
    }

    /** Where nothing was ever added there is no aggregate yet, and the refusal is the same. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RemoveAlertAddress command) {
        if (alertAddressesId == null || !emailHashes.containsKey(command.addressId())) {
            throw new CommandRejected(RejectionCode.UNKNOWN_ALERT_ADDRESS, "there is no such alert address");
        }
        apply(new AlertAddressRemoved(
                command.alertAddressesId(), command.alertAddressesId().accountId(), command.addressId(), command.at()));
    }

    @EventSourcingHandler
    void on(AlertAddressEvent event) {
        switch (event) {
            case AlertAddressAdded added -> {
                alertAddressesId = added.alertAddressesId();
                emailHashes.put(added.addressId(), added.emailHash());
            }
            case AlertAddressRemoved removed -> emailHashes.remove(removed.addressId());
        }
    }
}
