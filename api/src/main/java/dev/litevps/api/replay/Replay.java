package dev.litevps.api.replay;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** Hands events to a projection, many in one batch, as the live one gets them. */
final class Replay {

    private static final int BATCH_SIZE = 1_000;

    private final AnnotationEventHandlerAdapter handler;
    private final List<EventMessage<?>> batch = new ArrayList<>();
    private long events;

    Replay(AnnotationEventHandlerAdapter handler) {
        this.handler = handler;
    }

    /** The next event. It may be handled later, but before {@link #end} returns. */
    void add(EventMessage<?> event) {
        events++;
        if (handler.canHandle(event)) {
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

    /** {@link ReplayFailed} if the projection refuses one of them. */
    private void handleBatch() {
        DefaultUnitOfWork<EventMessage<?>> unitOfWork = DefaultUnitOfWork.startAndGet(batch.getFirst());
        ResultMessage<Boolean> result = unitOfWork.executeWithResult(() -> {
            for (EventMessage<?> event : batch) {
                handler.handle(event);
            }
            return true;
        });
        if (result.isExceptional()) {
            throw new ReplayFailed(batch.getFirst(), batch.getLast(), result.exceptionResult());
        }
        batch.clear();
    }
}
