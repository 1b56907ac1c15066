package dev.litevps.api.deadletter;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** What becomes of events that a projection refuses while a view is made anew. */
public interface Refusals {

    /** Whether an earlier event of the same aggregate was refused, so that this one must not be handled. */
    boolean isWaiting(DomainEventMessage<?> event);

    /**
     * It is not handled, and what follows of the same aggregate must not be either.
     *
     * @param cause null if it only follows one that was refused
     */
    void add(DomainEventMessage<?> event, @Nullable Throwable cause);
}
