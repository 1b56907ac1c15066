package dev.litevps.api.eventstore;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The events from the first one on, as the current release reads them; for those who replay them. Blocks. */
@Component
public class StoredEvents {

    private final PostgresEventStorageEngine engine;

    StoredEvents(PostgresEventStorageEngine engine) {
        this.engine = engine;
    }

    /** An event and its place in the store. */
    public record Placed(long position, EventMessage<?> event) {}

    /**
     * What comes after a position, as followers of the events read it.
     *
     * @param end the position with it, which names the numbers below it that have not appeared
     * @param isLast whether there was nothing more at that moment
     */
    public record Batch(List<Placed> events, @Nullable GapAwareTrackingToken end, boolean isLast) {}

    /** The next events; those that fill gaps of the position are among them. */
    public Batch after(@Nullable GapAwareTrackingToken position) {
        EventBatch batch = engine.readAfter(position);
        return new Batch(
                batch.events().stream()
                        .map(event -> new Placed(event.index(), event.message()))
                        .toList(),
                batch.end(),
                batch.isLast());
    }

    /** All events in their order, batch by batch, while there are more and they are wanted. */
    public void all(Predicate<List<Placed>> wantsMore) {
        GapAwareTrackingToken position = null;
        boolean goesOn = true;
        while (goesOn) {
            EventBatch batch = engine.readAfter(position);
            List<Placed> placed = batch.events().stream()
                    .map(event -> new Placed(event.index(), event.message()))
                    .toList();
            goesOn = (placed.isEmpty() || wantsMore.test(placed)) && !batch.isLast();
            position = withoutGaps(batch.end());
        }
    }

    /** What has not appeared by now belongs to what came later than the replay. */
    private static @Nullable GapAwareTrackingToken withoutGaps(@Nullable GapAwareTrackingToken token) {
        return token == null ? null : GapAwareTrackingToken.newInstance(token.getIndex(), List.of());
    }

    /**
     * The events of one aggregate through this number, in their order and without its snapshots.
     *
     * @param last the number of the last event that is wanted; -1 if none is
     */
    public void ofAggregate(String identifier, long last, Consumer<DomainEventMessage<?>> consumer) {
        ofAggregate(identifier, 0, last, consumer);
    }

    /** The events of one aggregate from the first of these numbers through the last, as {@link #ofAggregate} gives them. */
    public void ofAggregate(String identifier, long first, long last, Consumer<DomainEventMessage<?>> consumer) {
        DomainEventStream stream = engine.readEvents(identifier, first);
        while (stream.hasNext()) {
            DomainEventMessage<?> event = stream.next();
            if (event.getSequenceNumber() > last) {
                return;
            }
            consumer.accept(event);
        }
    }
}
