package dev.litevps.api.replay;

import dev.litevps.api.deadletter.Discarded;
import dev.litevps.api.deadletter.Failures;
import dev.litevps.api.deadletter.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Hands events to a projection, many in one batch, as the live one gets them, in a transaction. What was given up for the view
 * is passed over. If a batch fails, its events are handled one by one, each after a savepoint: what fails alone is left out, with
 * what follows of the same aggregate.
 */
final class Replay {

    private static final int BATCH_SIZE = 4_000;

    private final AnnotationEventHandlerAdapter handler;
    private final JdbcOperations jdbc;
    private final Discarded discarded;
    private final Refusals refusals;
    private final List<EventMessage<?>> batch = new ArrayList<>();
    private long events;

    /** @param jdbc on which the projection writes, in a transaction */
    Replay(AnnotationEventHandlerAdapter handler, JdbcOperations jdbc, Discarded discarded, Refusals refusals) {
        this.handler = handler;
        this.jdbc = jdbc;
        this.discarded = discarded;
        this.refusals = refusals;
    }

    /** The next event. It may be handled later, but before {@link #end} returns. */
    void add(EventMessage<?> event) {
        events++;
        if (handler.canHandle(event) && !discarded.contains(event) && !waits(event)) {
            batch.add(event);
            if (batch.size() == BATCH_SIZE) {
                handleBatch();
            }
        }
    }

    /** What is read of the view now shows all events so far. More may follow. */
    void end() {
        if (!batch.isEmpty()) {
            handleBatch();
        }
    }

    /** How many events there were so far, of any kind. */
    long events() {
        return events;
    }

    /** {@link ReplayFailed} if it failed for something that passes. */
    private void handleBatch() {
        List<EventMessage<?>> handled = List.copyOf(batch);
        batch.clear();
        if (handle(handled).isPresent()) {
            for (EventMessage<?> event : handled) {
                if (!waits(event)) {
                    handle(List.of(event)).ifPresent(cause -> refuse(event, cause));
                }
            }
        }
    }

    /** Whether an earlier event of the same aggregate was refused: then this one is put behind it. */
    private boolean waits(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> domainEvent && refusals.isWaiting(domainEvent)) {
            refusals.add(domainEvent, null);
            return true;
        }
        return false;
    }

    private void refuse(EventMessage<?> event, Throwable cause) {
        if (!(event instanceof DomainEventMessage<?> domainEvent)) {
            throw new ReplayFailed(event, cause);
        }
        refusals.add(domainEvent, cause);
    }

    /** Handles all of them or none; why none, if so. */
    private Optional<Throwable> handle(List<EventMessage<?>> handled) {
        jdbc.execute("savepoint before_events");
        DefaultUnitOfWork<EventMessage<?>> unitOfWork = DefaultUnitOfWork.startAndGet(handled.getFirst());
        ResultMessage<Boolean> result = unitOfWork.executeWithResult(() -> {
            for (EventMessage<?> event : handled) {
                handler.handle(event);
            }
            return true;
        });
        if (!result.isExceptional()) {
            jdbc.execute("release savepoint before_events");
            return Optional.empty();
        }
        Throwable cause = result.exceptionResult();
        if (Failures.isPassing(cause)) {
            throw new ReplayFailed(handled.getFirst(), cause);
        }
        jdbc.execute("rollback to savepoint before_events");
        return Optional.of(cause);
    }
}
