package dev.litevps.query.history;

import dev.litevps.query.PendingWrites;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each event there ever was. */
@Component
@ProcessingGroup("query.history")
class HistoryProjection {

    private static final String RESOURCE = HistoryProjection.class.getName();

    private final JdbcOperations jdbc;

    HistoryProjection(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Whatever it is: what it says is taken from the store, and not read here. */
    @EventHandler(payloadType = Object.class)
    void on(EventMessage<?> message) {
        PendingWrites.in(RESOURCE, () -> new HistoryBatch(jdbc)).add(message.getIdentifier());
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table history_entry");
    }
}
