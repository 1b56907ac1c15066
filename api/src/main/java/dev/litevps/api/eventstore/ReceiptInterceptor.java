package dev.litevps.api.eventstore;

import dev.litevps.query.AggregateVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Answers a command with the {@link Receipt} of what was published in its unit of work, or in those inside it. */
final class ReceiptInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final String RESOURCE = ReceiptInterceptor.class.getName();

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        Map<String, AggregateVersion> changed = new LinkedHashMap<>();
        unitOfWork.resources().put(RESOURCE, changed);
        chain.proceed();
        return new Receipt(List.copyOf(changed.values()));
    }

    /** Notes these events on every receipt that is being written on this thread. */
    static void record(List<? extends EventMessage<?>> events) {
        if (!CurrentUnitOfWork.isStarted()) {
            return;
        }
        for (UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
                unitOfWork != null;
                unitOfWork = unitOfWork.parent().orElse(null)) {
            Map<String, AggregateVersion> changed = unitOfWork.getResource(RESOURCE);
            if (changed != null) {
                events.forEach(event -> note(event, changed));
            }
        }
    }

    private static void note(EventMessage<?> event, Map<String, AggregateVersion> changed) {
        if (event instanceof DomainEventMessage<?> domainEvent) {
            changed.put(
                    domainEvent.getAggregateIdentifier(),
                    new AggregateVersion(
                            domainEvent.getType(),
                            domainEvent.getAggregateIdentifier(),
                            domainEvent.getSequenceNumber()));
        }
    }
}
