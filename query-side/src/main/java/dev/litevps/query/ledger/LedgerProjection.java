package dev.litevps.query.ledger;

import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.PendingWrites;
import dev.litevps.query.ViewWriter;
import dev.litevps.query.ledger.LedgerFold.Numbered;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Keeps the balance of each account, its entries, what its VPSes cost by the hour, and when they were metered: all of it in
 * one transaction, so that the balance is the sum of the entries whenever one looks, and a caller who waits for the
 * balance to show an event finds it in the statement too.
 */
@Component
@ProcessingGroup("query.ledger")
class LedgerProjection {

    private static final String RESOURCE = LedgerProjection.class.getName();

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    LedgerProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(LedgerEvent event, @SequenceNumber long version, @MessageIdentifier String eventId) {
        PendingWrites.in(RESOURCE, () -> new LedgerBatch(jdbc))
                .add(new Numbered(event, version, UUID.fromString(eventId)));
        views.shows(new AggregateVersion("Ledger", event.ledgerId().toString(), version));
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table balance_view, ledger_entry, charge_hour, meter_interval");
    }
}
