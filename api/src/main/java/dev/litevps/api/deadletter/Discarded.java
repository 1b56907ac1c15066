package dev.litevps.api.deadletter;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcOperations;

/** The events that support has given up for a projection. They are few. */
public final class Discarded {

    private final Set<Event> events;

    private record Event(String aggregate, long version) {}

    private Discarded(Set<Event> events) {
        this.events = events;
    }

    /** As this transaction sees it. */
    public static Discarded by(String group, JdbcOperations jdbc) {
        return new Discarded(new HashSet<>(jdbc.query(
                "select aggregate_identifier, aggregate_version from public.discarded_event where processing_group = ?",
                (row, _) -> new Event(row.getString(1), row.getLong(2)),
                group)));
    }

    /** Whether the projection passes over it, for good. */
    public boolean contains(EventMessage<?> event) {
        return event instanceof DomainEventMessage<?> domainEvent
                && events.contains(new Event(domainEvent.getAggregateIdentifier(), domainEvent.getSequenceNumber()));
    }
}
