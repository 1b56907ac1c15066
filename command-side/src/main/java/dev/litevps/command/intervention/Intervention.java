package dev.litevps.command.intervention;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.intervention.InterventionCommand.RecordIntervention;
import dev.litevps.events.intervention.InterventionEvent;
import dev.litevps.events.intervention.InterventionEvent.InterventionMade;
import dev.litevps.events.intervention.InterventionId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** An intervention is made once. Neither cached nor snapshotted: one event, and nobody comes back to it. */
@Aggregate
class Intervention {

    private static final int LONGEST_REASON = 500;

    @AggregateIdentifier
    private @Nullable InterventionId interventionId;

    Intervention() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordIntervention command) {
        if (interventionId != null) {
            return;
        }
        if (command.reason().isBlank() || command.reason().length() > LONGEST_REASON) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE, "reason must have 1 to " + LONGEST_REASON + " characters");
        }
        apply(new InterventionMade(
                command.interventionId(), command.kind(), command.target(), command.reason(), command.at()));
    }

    @EventSourcingHandler
    void on(InterventionEvent event) {
        switch (event) {
            case InterventionMade made -> interventionId = made.interventionId();
        }
    }
}
