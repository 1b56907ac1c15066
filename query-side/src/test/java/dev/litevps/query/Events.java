package dev.litevps.query;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Event messages as the store hands them over. */
public final class Events {

    private Events() {}

    /** The life of one aggregate, from its first event on. */
    public static List<DomainEventMessage<?>> of(String aggregateType, Object identifier, Object... payloads) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (Object payload : payloads) {
            events.add(new GenericDomainEventMessage<>(aggregateType, identifier.toString(), events.size(), payload));
        }
        return events;
    }
}
