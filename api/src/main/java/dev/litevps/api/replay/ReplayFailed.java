package dev.litevps.api.replay;

import org.axonframework.eventhandling.EventMessage;

/** A projection refused an event that is replayed. */
class ReplayFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayFailed(EventMessage<?> first, EventMessage<?> last, Throwable cause) {
        super(
                "an event from " + first.getIdentifier() + " to " + last.getIdentifier() + " was refused: "
                        + cause.getClass().getSimpleName(),
                cause);
    }
}
