package dev.litevps.api.replay;

import org.axonframework.eventhandling.EventMessage;

/** An event could not be handled, for something that has nothing to do with it: it may go well when it is tried again. */
class ReplayFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayFailed(EventMessage<?> event, Throwable cause) {
        super(
                "event " + event.getIdentifier() + " was not handled: "
                        + cause.getClass().getSimpleName(),
                cause);
    }
}
