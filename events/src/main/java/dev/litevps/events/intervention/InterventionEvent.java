package dev.litevps.events.intervention;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A member of the staff took the platform's own work in hand. */
public sealed interface InterventionEvent {

    InterventionId interventionId();

    Instant at();

    /**
     * Staff did this; who it was is in the metadata. In the transaction in which it was done. Nobody reacts.
     *
     * @param target what it was done to, in the form that its kind says; null if there is nothing to name
     * @param reason why, in the words of who did it
     */
    @Revision("1")
    record InterventionMade(
            InterventionId interventionId,
            InterventionKind kind,
            @Nullable String target,
            String reason,
            Instant at) implements InterventionEvent {}
}
