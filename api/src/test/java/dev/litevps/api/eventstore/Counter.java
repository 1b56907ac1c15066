package dev.litevps.api.eventstore;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.context.annotation.Profile;

/** The smallest aggregate there is: it counts. Like the real ones it shows nothing of its state. */
@Aggregate(type = "Counter", cache = "aggregateCache", snapshotTriggerDefinition = "counterSnapshots")
@Profile(TestNode.PROFILE)
@Revision("1")
class Counter {

    record Count(@TargetAggregateIdentifier String counterId, int by) {}

    /** Counts, and then finds that it must not. */
    record CountAndFail(@TargetAggregateIdentifier String counterId) {}

    @Revision("1")
    record Counted(String counterId, int by, int total) {}

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable")
    private String counterId;

    private int total;

    @SuppressWarnings("NullAway.Init")
    private Counter() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(Count command) {
        for (int i = 0; i < command.by(); i++) {
            AggregateLifecycle.apply(new Counted(command.counterId(), 1, total + 1));
        }
    }

    @CommandHandler
    void handle(CountAndFail command) {
        AggregateLifecycle.apply(new Counted(command.counterId(), 1, total + 1));
        throw new IllegalArgumentException("refused");
    }

    @EventSourcingHandler
    void on(Counted event) {
        counterId = event.counterId();
        total = event.total();
    }
}
