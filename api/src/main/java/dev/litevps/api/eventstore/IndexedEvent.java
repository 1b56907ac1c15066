package dev.litevps.api.eventstore;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was read in passing along the store.
 *
 * @param index its place in the store
 * @param part 0, or a higher number if an upcaster made several events of the one that was stored
 * @param before what the reader had seen before it; null if nothing
 * @param message whose token says what the reader has seen with it
 */
record IndexedEvent(long index, int part, @Nullable GapAwareTrackingToken before, TrackedEventMessage<?> message) {

    GapAwareTrackingToken token() {
        return (GapAwareTrackingToken) message.trackingToken();
    }
}
