package dev.litevps.command.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.plan.PlanEvent;
import dev.litevps.events.plan.PlanId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/**
 * Reads prices from the plans' own events, which never lag, once for every minute that is charged. It takes no lock on a
 * plan: thousands of ledgers ask for the same few.
 */
@Component
class StoredPriceBook implements PriceBook {

    private record Known(PriceHistory history, Minute through) {}

    private final EventStore eventStore;
    private final Map<PlanId, Known> known = new ConcurrentHashMap<>();

    StoredPriceBook(EventStore eventStore) {
        this.eventStore = eventStore;
    }

    @Override
    public PriceHistory of(PlanId planId, Minute through) {
        Known latest = known.get(planId);
        if (latest == null || latest.through().isBefore(through)) {
            latest = new Known(read(planId), through);
            known.put(planId, latest);
        }
        return latest.history();
    }

    /** From the first event on: a snapshot knows only the price of its day. */
    private PriceHistory read(PlanId planId) {
        return PriceHistory.of(eventStore
                .readEvents(planId.toString(), 0)
                .asStream()
                .map(DomainEventMessage::getPayload)
                .map(PlanEvent.class::cast)
                .toList());
    }
}
