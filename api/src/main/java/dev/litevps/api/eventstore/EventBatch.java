package dev.litevps.api.eventstore;

import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the store found.
 *
 * @param end what the reader has seen with it; null if nothing yet
 * @param isLast whether there was nothing more at that moment
 */
record EventBatch(List<IndexedEvent> events, @Nullable GapAwareTrackingToken end, boolean isLast) {

    EventBatch {
        events = List.copyOf(events);
    }
}
