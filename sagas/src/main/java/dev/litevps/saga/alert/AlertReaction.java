package dev.litevps.saga.alert;

import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitReached;
import dev.litevps.saga.Reaction;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;

/**
 * Orders an alert for each event that somebody must know of. There is a handler for each, and none for all of a ledger's
 * events: those of every charged minute are then passed over without being read.
 */
@Reaction
@ProcessingGroup("saga.alerts")
class AlertReaction {

    private final DurableAlerts alerts;

    AlertReaction(DurableAlerts alerts) {
        this.alerts = alerts;
    }

    @EventHandler
    void on(LowBalanceReached event, @MessageIdentifier String eventId) {
        alerts.order(
                eventId, new Alert.LowBalance(event.accountId(), event.balance(), event.burnPerHour(), event.at()));
    }

    @EventHandler
    void on(BalanceExhausted event, @MessageIdentifier String eventId) {
        alerts.order(
                eventId,
                new Alert.BalanceExhausted(event.accountId(), event.balance(), event.graceEndsAt(), event.at()));
    }

    @EventHandler
    void on(GraceEnding event, @MessageIdentifier String eventId) {
        alerts.order(eventId, new Alert.GraceEnding(event.accountId(), event.endsAt(), event.at()));
    }

    /** Who had no VPS has lost none, and need not be told. */
    @EventHandler
    void on(GraceEnded event, @MessageIdentifier String eventId) {
        if (!event.vpsIds().isEmpty()) {
            alerts.order(
                    eventId,
                    new Alert.GraceEnded(event.accountId(), event.vpsIds().size(), event.at()));
        }
    }

    @EventHandler
    void on(SpendLimitReached event, @MessageIdentifier String eventId) {
        alerts.order(
                eventId,
                new Alert.SpendLimitReached(
                        event.accountId(), event.tokenId(), event.spent(), event.limit(), event.at()));
    }
}
