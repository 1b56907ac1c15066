package dev.litevps.bench.simulation;

import dev.litevps.api.eventstore.EventSerialization;
import dev.litevps.bench.PlainTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * An event store in memory that outlives the crashes it is told to make. Snapshots always go through the form in which
 * production stores them; events do if that is asked, since it takes most of a seed's time.
 */
final class SimulatedEventStore implements EventStorageEngine {

    private final Serializer events = EventSerialization.forEvents(new PlainTexts());
    private final Serializer snapshots = EventSerialization.forState(new PlainTexts());

    private final Map<String, List<Supplier<DomainEventMessage<?>>>> streams = new HashMap<>();
    private final Map<String, Supplier<DomainEventMessage<?>>> latestSnapshots = new HashMap<>();
    private final List<Object> appended = new ArrayList<>();
    private CrashPoint crashPoint = CrashPoint.NONE;
    private boolean storedAsJson;
    private @Nullable RuntimeException snapshotFailure;

    /** Forgets everything. */
    void clear(boolean nextStoredAsJson) {
        streams.clear();
        latestSnapshots.clear();
        appended.clear();
        crashPoint = CrashPoint.NONE;
        storedAsJson = nextStoredAsJson;
        snapshotFailure = null;
    }

    /** From now on {@link #appended()} begins anew, and the next append crashes in this way. */
    void begin(CrashPoint point) {
        appended.clear();
        crashPoint = point;
    }

    /** The payloads that were appended since {@link #begin}. */
    List<Object> appended() {
        return List.copyOf(appended);
    }

    /** Throws what went wrong with a snapshot: Axon only logs that, and goes on without. */
    void requireSnapshotsIntact() {
        if (snapshotFailure != null) {
            throw new SimulationFailure("a snapshot could not be stored or read", snapshotFailure);
        }
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> messages) {
        if (messages.isEmpty()) {
            return;
        }
        crashIf(CrashPoint.BEFORE_APPEND);
        for (EventMessage<?> message : messages) {
            append((DomainEventMessage<?>) message);
        }
        crashIf(CrashPoint.AFTER_APPEND);
    }

    private void crashIf(CrashPoint point) {
        if (crashPoint == point) {
            crashPoint = CrashPoint.NONE;
            throw new SimulatedCrash(point);
        }
    }

    private void append(DomainEventMessage<?> event) {
        List<Supplier<DomainEventMessage<?>>> stream =
                streams.computeIfAbsent(event.getAggregateIdentifier(), _ -> new ArrayList<>());
        SimulationFailure.require(
                stream.size() == event.getSequenceNumber(),
                "event %d of %s was decided on another state than the stored one, which has %d events",
                event.getSequenceNumber(),
                event.getAggregateIdentifier(),
                stream.size());
        stream.add(storedAsJson ? stored(event, events) : () -> event);
        appended.add(event.getPayload());
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        try {
            latestSnapshots.put(snapshot.getAggregateIdentifier(), stored(snapshot, snapshots));
        } catch (RuntimeException e) {
            snapshotFailure = e;
            throw e;
        }
    }

    private static Supplier<DomainEventMessage<?>> stored(DomainEventMessage<?> event, Serializer serializer) {
        SerializedObject<byte[]> payload = serializer.serialize(event.getPayload(), byte[].class);
        return () -> new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                serializer.<byte[], Object>deserialize(payload),
                event.getMetaData(),
                event.getIdentifier(),
                event.getTimestamp());
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        List<Supplier<DomainEventMessage<?>>> stream = streams.getOrDefault(aggregateIdentifier, List.of());
        int from = (int) Math.min(firstSequenceNumber, stream.size());
        List<DomainEventMessage<?>> read = new ArrayList<>(stream.size() - from);
        for (Supplier<DomainEventMessage<?>> event : stream.subList(from, stream.size())) {
            read.add(event.get());
        }
        return DomainEventStream.of(read);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        Supplier<DomainEventMessage<?>> snapshot = latestSnapshots.get(aggregateIdentifier);
        try {
            return snapshot == null ? Optional.empty() : Optional.of(snapshot.get());
        } catch (RuntimeException e) {
            snapshotFailure = e;
            throw e;
        }
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        List<Supplier<DomainEventMessage<?>>> stream = streams.getOrDefault(aggregateIdentifier, List.of());
        return stream.isEmpty() ? Optional.empty() : Optional.of(stream.size() - 1L);
    }

    /** Nobody follows the events of a simulation: it looks at those of each command by itself. */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        return Stream.empty();
    }
}
