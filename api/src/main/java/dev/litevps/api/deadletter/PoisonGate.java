package dev.litevps.api.deadletter;

import dev.litevps.query.PendingWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Stands before the handlers of one group. An event of a sequence of which something was put aside is put behind it. After a
 * batch has failed, its events are handled one by one, each after a savepoint; what fails alone is put aside, and the batch
 * goes on. Actors, whose sagas cannot be taken back to a savepoint, have one event in a batch: it is put aside when it has
 * failed {@value #TRIES_OF_ACTORS} times.
 *
 * <p>What passes by itself, such as a lost connection, puts nothing aside.
 */
final class PoisonGate implements MessageHandlerInterceptor<EventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonGate.class);
    private static final String WAITING = PoisonGate.class.getName();

    /** Seconds apart: whatever a saga's commands wait for at that moment has come by then, or does not come. */
    private static final int TRIES_OF_ACTORS = 4;

    private final String group;
    private final boolean acts;
    private final DeadLetters letters;
    private final Suspects suspects;
    private final DataSource dataSource;

    /**
     * A gate.
     *
     * @param acts whether the group is one of sagas or reactions, with one event in each batch
     */
    PoisonGate(String group, boolean acts, DeadLetters letters, Suspects suspects, DataSource dataSource) {
        this.group = group;
        this.acts = acts;
        this.letters = letters;
        this.suspects = suspects;
        this.dataSource = dataSource;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        if (!(unitOfWork.getMessage() instanceof DomainEventMessage<?> event)) {
            return chain.proceed();
        }
        UnitOfWork<?> batch = unitOfWork.root();
        Sequence sequence = sequence(event, unitOfWork);
        Set<Sequence> waiting = batch.getOrComputeResource(WAITING, _ -> letters.waiting(group));
        if (waiting.contains(sequence) && letters.lockFirst(sequence).isPresent()) {
            letters.add(sequence, event, null);
            return null;
        }
        Suspects.Suspicion suspicion = suspects.find(group, event);
        if (suspicion == null) {
            return chain.proceed();
        }
        if (!acts) {
            return alone(event, sequence, batch, chain);
        }
        if (suspicion.alone() < TRIES_OF_ACTORS) {
            return chain.proceed();
        }
        putAside(sequence, event, batch, suspicion.cause());
        return null;
    }

    private @Nullable Object alone(
            DomainEventMessage<?> event, Sequence sequence, UnitOfWork<?> batch, InterceptorChain chain)
            throws Exception {
        PendingWrites.flush(batch);
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return aloneOn(connection, event, sequence, batch, chain);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private @Nullable Object aloneOn(
            Connection connection,
            DomainEventMessage<?> event,
            Sequence sequence,
            UnitOfWork<?> batch,
            InterceptorChain chain)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Object result = chain.proceed();
            PendingWrites.flush(batch);
            connection.releaseSavepoint(before);
            return result;
        } catch (Exception e) {
            if (Failures.isPassing(e)) {
                throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
            }
            connection.rollback(before);
            PendingWrites.drop(batch);
            putAside(sequence, event, batch, e);
            return null;
        }
    }

    private void putAside(Sequence sequence, DomainEventMessage<?> event, UnitOfWork<?> batch, Throwable cause) {
        letters.add(sequence, event, cause);
        batch.<Set<Sequence>>getResource(WAITING).add(sequence);
        batch.afterCommit(_ -> {
            suspects.forget(group, event);
            LOG.error(
                    "{} refuses event {} ({} of {}); it is put aside, with what follows of the same aggregate: {}",
                    group,
                    event.getIdentifier(),
                    event.getPayloadType().getSimpleName(),
                    event.getAggregateIdentifier(),
                    Failures.message(cause));
        });
    }

    private Sequence sequence(DomainEventMessage<?> event, UnitOfWork<?> unitOfWork) {
        Integer segment = acts ? unitOfWork.root().getResource("Processor[" + group + "]/SegmentId") : null;
        return new Sequence(group, segment == null ? Sequence.ANY : segment, event.getAggregateIdentifier());
    }
}
