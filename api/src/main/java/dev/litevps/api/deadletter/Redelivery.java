package dev.litevps.api.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.config.SagaConfiguration;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Has events that were put aside handled again, in their order: each in one transaction with its removal, so that it is
 * handled once. Blocks.
 */
@Component
class Redelivery {

    private final DeadLetters letters;
    private final EventStore events;
    private final EventProcessingConfiguration processing;
    private final TokenStore tokens;
    private final TransactionManager transactions;
    private final TransactionOperations reading;
    private final ListableBeanFactory beans;

    Redelivery(
            DeadLetters letters,
            EventStore events,
            EventProcessingConfiguration processing,
            TokenStore tokens,
            TransactionManager transactions,
            TransactionOperations reading,
            ListableBeanFactory beans) {
        this.letters = letters;
        this.events = events;
        this.processing = processing;
        this.tokens = tokens;
        this.transactions = transactions;
        this.reading = reading;
        this.beans = beans;
    }

    /** Handles an event in the current unit of work. */
    private interface Handler {
        void handle(EventMessage<?> event) throws Exception;
    }

    /** Handles the sequence until it is empty or an event is refused again; how many were handled. */
    int redeliver(Sequence sequence) {
        List<Handler> handlers = handlers(sequence);
        int handled = 0;
        while (handledFirst(sequence, handlers)) {
            handled++;
        }
        return handled;
    }

    private boolean handledFirst(Sequence sequence, List<Handler> handlers) {
        Optional<DeadLetter> first = letters.first(sequence);
        if (first.isEmpty()) {
            return false;
        }
        DeadLetter letter = first.get();
        DefaultUnitOfWork<DomainEventMessage<?>> unitOfWork = DefaultUnitOfWork.startAndGet(event(letter));
        unitOfWork.attachTransaction(transactions);
        ResultMessage<Boolean> result = unitOfWork.executeWithResult(() -> {
            if (letters.lockFirst(sequence).filter(letter::equals).isEmpty()) {
                // Somebody else was faster.
                return false;
            }
            for (Handler handler : handlers) {
                handler.handle(unitOfWork.getMessage());
            }
            letters.remove(letter);
            return true;
        });
        if (result.isExceptional()) {
            letters.failedAgain(letter, result.exceptionResult());
            return false;
        }
        return result.getPayload();
    }

    /** As it is stored, and as the current release reads it. */
    DomainEventMessage<?> event(DeadLetter letter) {
        return events.readEvents(letter.sequence().aggregate(), letter.aggregateVersion())
                .next();
    }

    private List<Handler> handlers(Sequence sequence) {
        List<Handler> handlers = new ArrayList<>();
        for (SagaConfiguration<?> saga : processing.sagaConfigurations()) {
            if (saga.processingGroup().equals(sequence.group())) {
                Segment segment = segment(sequence);
                handlers.add(event -> saga.manager().handle(event, segment));
            }
        }
        if (!handlers.isEmpty()) {
            return handlers;
        }
        ParameterResolverFactory resolvers = beans.getBean(ParameterResolverFactory.class);
        for (Object bean : beans.getBeansWithAnnotation(ProcessingGroup.class).values()) {
            ProcessingGroup group = bean.getClass().getAnnotation(ProcessingGroup.class);
            if (group != null && group.value().equals(sequence.group())) {
                AnnotationEventHandlerAdapter adapter = new AnnotationEventHandlerAdapter(bean, resolvers);
                handlers.add(adapter::handle);
            }
        }
        return handlers;
    }

    private Segment segment(Sequence sequence) {
        int[] segments = reading.execute(_ -> tokens.fetchSegments(sequence.group()));
        return Segment.computeSegment(sequence.segment(), segments);
    }
}
