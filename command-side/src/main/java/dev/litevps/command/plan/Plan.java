package dev.litevps.command.plan;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.plan.PlanCommand.RepricePlan;
import dev.litevps.command.plan.PlanCommand.RetirePlan;
import dev.litevps.command.plan.PlanCommand.RevisePlan;
import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanEvent;
import dev.litevps.events.plan.PlanEvent.PlanPublished;
import dev.litevps.events.plan.PlanEvent.PlanRenamed;
import dev.litevps.events.plan.PlanEvent.PlanRepriced;
import dev.litevps.events.plan.PlanEvent.PlanRetired;
import dev.litevps.events.plan.PlanId;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A plan is published with a size and a price, may be repriced any number of times, and is retired in the end. */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("3")
class Plan {

    @AggregateIdentifier
    private @Nullable PlanId planId;

    private String name = "";
    private Resources resources = Resources.NONE;
    private Usd pricePerHour = Usd.ZERO;
    private Minute effectiveFrom = new Minute(0);
    private Instant repricedAt = Instant.EPOCH;
    private boolean retired;

    Plan() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PublishPlan command) {
        if (planId != null) {
            return;
        }
        PlanBounds.requireName(command.name());
        PlanBounds.requireResources(command.resources());
        PlanBounds.requirePrice(command.pricePerHour());
        apply(new PlanPublished(
                command.planId(), command.name(), command.resources(), command.pricePerHour(), command.at()));
    }

    @CommandHandler
    void handle(RepricePlan command, Clock clock, ChargedMinutes charged) {
        PlanBounds.requirePrice(command.pricePerHour());
        reprice(command, clock, charged);
    }

    @CommandHandler
    void handle(RevisePlan command, Clock clock, ChargedMinutes charged) {
        if (command.name() != null) {
            PlanBounds.requireName(command.name());
        }
        if (command.pricePerHour() != null) {
            PlanBounds.requirePrice(command.pricePerHour());
            reprice(new RepricePlan(command.planId(), command.pricePerHour(), command.at()), clock, charged);
        }
        if (command.name() != null && !command.name().equals(name)) {
            apply(new PlanRenamed(command.planId(), command.name(), command.at()));
        }
    }

    @CommandHandler
    void handle(RetirePlan command) {
        if (!retired) {
            apply(new PlanRetired(command.planId(), command.at()));
        }
    }

    PlanTerms terms() {
        return new PlanTerms(resources, pricePerHour, !retired);
    }

    @EventSourcingHandler
    void on(PlanEvent event) {
        switch (event) {
            case PlanPublished published -> {
                planId = published.planId();
                name = published.name();
                resources = published.resources();
                pricePerHour = published.pricePerHour();
            }
            case PlanRepriced repriced -> {
                pricePerHour = repriced.pricePerHour();
                effectiveFrom = repriced.effectiveFrom();
                repricedAt = repriced.at();
            }
            case PlanRenamed renamed -> name = renamed.name();
            case PlanRetired _ -> retired = true;
        }
    }

    private void reprice(RepricePlan command, Clock clock, ChargedMinutes charged) {
        if (command.pricePerHour().equals(pricePerHour) || command.at().isBefore(repricedAt)) {
            return;
        }
        Minute begun = Minute.laterOf(Minute.of(command.at()), Minute.of(clock.instant()));
        Minute settled = Minute.laterOf(begun, Minute.laterOf(charged.furthest(), effectiveFrom.plus(-1)));
        apply(new PlanRepriced(command.planId(), command.pricePerHour(), settled.plus(1), command.at()));
    }
}
