package dev.litevps.api.replay;

import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.eventstore.StoredEvents.Batch;
import dev.litevps.api.eventstore.StoredEvents.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;

/** Reads events on a thread of its own while those before them are handled: two processors have work then. */
final class EventsAhead {

    private final StoredEvents store;
    private final int size;
    private final Consumer<EventMessage<?>> preparation;
    private @Nullable Ahead ahead;

    /**
     * Events that follow on each other.
     *
     * @param end the position with them
     * @param isLast whether there was nothing more when this was asked for
     */
    record Chunk(List<Placed> events, @Nullable GapAwareTrackingToken end, boolean isLast) {}

    /** What is being read, and from where on. */
    private record Ahead(@Nullable GapAwareTrackingToken start, CompletableFuture<Chunk> chunk) {}

    /**
     * One that has read nothing yet.
     *
     * @param size how many events at least, if there are so many
     * @param preparation what can be done with each before those before it are handled
     */
    EventsAhead(StoredEvents store, int size, Consumer<EventMessage<?>> preparation) {
        this.store = store;
        this.size = size;
        this.preparation = preparation;
    }

    /** What follows on the position. */
    Chunk after(@Nullable GapAwareTrackingToken position) {
        Ahead known = ahead;
        ahead = null;
        Chunk chunk;
        if (known != null && Objects.equals(known.start(), position)) {
            Chunk early = known.chunk().join();
            // There may be more by now.
            chunk = new Chunk(early.events(), early.end(), false);
            if (!early.isLast()) {
                readOn(early.end());
            }
        } else {
            chunk = read(position);
            if (!chunk.isLast()) {
                readOn(chunk.end());
            }
        }
        return chunk;
    }

    private void readOn(@Nullable GapAwareTrackingToken position) {
        ahead = new Ahead(position, CompletableFuture.supplyAsync(() -> read(position), work -> Thread.ofVirtual()
                .name("events-ahead")
                .start(work)));
    }

    private Chunk read(@Nullable GapAwareTrackingToken position) {
        List<Placed> events = new ArrayList<>();
        GapAwareTrackingToken end = position;
        boolean isLast = false;
        while (!isLast && events.size() < size) {
            Batch batch = store.after(end);
            events.addAll(batch.events());
            end = batch.end();
            isLast = batch.isLast();
        }
        events.forEach(placed -> preparation.accept(placed.event()));
        return new Chunk(events, end, isLast);
    }
}
