package dev.litevps.api.eventstore;

import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An event store whose streams tell their readers when there is something to read, at the moment when the transaction
 * has committed, so that nobody has to ask again and again.
 */
final class PushingEventStore extends AbstractEventStore {

    private final PostgresEventStorageEngine engine;
    private final EventTail tail;
    private final CommitAnnouncer announcer;

    private PushingEventStore(Builder builder) {
        super(builder);
        this.engine = builder.engine;
        this.tail = builder.tail;
        this.announcer = builder.announcer;
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        ReceiptInterceptor.record(events);
        super.publish(events);
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        super.afterCommit(events);
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            // The unit of work took part in a transaction that somebody else will commit.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tellEveryone(events);
                }
            });
        } else {
            tellEveryone(events);
        }
    }

    private void tellEveryone(List<? extends EventMessage<?>> events) {
        tail.signal();
        announcer.announce(events.stream()
                .filter(DomainEventMessage.class::isInstance)
                .map(event -> ((DomainEventMessage<?>) event).getAggregateIdentifier())
                .collect(Collectors.toSet()));
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken position) {
        return new TailStream(engine, tail, (GapAwareTrackingToken) position);
    }

    /** Makes a {@link PushingEventStore}. */
    static final class Builder extends AbstractEventStore.Builder {

        private final PostgresEventStorageEngine engine;
        private final EventTail tail;
        private final CommitAnnouncer announcer;

        Builder(PostgresEventStorageEngine engine, EventTail tail, CommitAnnouncer announcer) {
            this.engine = engine;
            this.tail = tail;
            this.announcer = announcer;
            storageEngine(engine);
        }

        PushingEventStore build() {
            return new PushingEventStore(this);
        }
    }
}
