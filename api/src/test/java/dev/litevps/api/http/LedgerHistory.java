package dev.litevps.api.http;

import dev.litevps.events.ledger.LedgerEvent;
import org.awaitility.Awaitility;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what happened to an account's money straight into a server's event store. */
final class LedgerHistory {

    private static final String ALERTS = "saga.alerts";

    private final Server server;

    LedgerHistory(Server server) {
        this.server = server;
    }

    /** Appends the event to its ledger's. */
    void append(LedgerEvent event) {
        EventStore store = server.bean(EventStore.class);
        String ledger = event.ledgerId().toString();
        server.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            long next = store.lastSequenceNumberFor(ledger).orElse(-1L) + 1;
            store.publish(new GenericDomainEventMessage<>("Ledger", ledger, next, event));
        });
    }

    /** Has all events handled once more by what alerts people, before any that is appended later. */
    void replayToAlerts() {
        StreamingEventProcessor alerts = server.bean(EventProcessingConfiguration.class)
                .eventProcessor(ALERTS, StreamingEventProcessor.class)
                .orElseThrow();
        alerts.shutDown();
        Awaitility.await().ignoreExceptions().untilAsserted(alerts::resetTokens);
        alerts.start();
    }
}
