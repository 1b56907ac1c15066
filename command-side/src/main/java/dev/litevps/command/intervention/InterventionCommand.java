package dev.litevps.command.intervention;

import dev.litevps.command.Command;
import dev.litevps.events.intervention.InterventionId;
import dev.litevps.events.intervention.InterventionKind;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be said of an intervention. */
public sealed interface InterventionCommand extends Command {

    InterventionId interventionId();

    /**
     * Note that staff does this. Repeated, it changes nothing. {@link dev.litevps.command.RejectionCode#INVALID_VALUE} if the
     * reason is blank or has more than 500 characters.
     *
     * @param target what it is done to, in the form that its kind says
     */
    record RecordIntervention(
            @TargetAggregateIdentifier InterventionId interventionId,
            InterventionKind kind,
            @Nullable String target,
            String reason,
            Instant at)
            implements InterventionCommand {}
}
