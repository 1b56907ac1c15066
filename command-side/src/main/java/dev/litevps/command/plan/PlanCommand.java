package dev.litevps.command.plan;

import dev.litevps.command.Command;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a plan. */
public sealed interface PlanCommand extends Command {

    PlanId planId();

    /** Put a new plan into the catalogue, within {@link PlanBounds}. Repeated, it changes nothing. */
    record PublishPlan(
            @TargetAggregateIdentifier PlanId planId, String name, Resources resources, Usd pricePerHour, Instant at)
            implements PlanCommand {}

    /**
     * Change the price, from the first minute on that has not begun and is not charged. One that was asked before the last
     * change was comes too late, and changes nothing.
     */
    record RepricePlan(@TargetAggregateIdentifier PlanId planId, Usd pricePerHour, Instant at) implements PlanCommand {}

    /** Rename the plan and change its price, as {@link RepricePlan} does, both or neither; what is null stays. */
    record RevisePlan(
            @TargetAggregateIdentifier PlanId planId,
            @Nullable String name,
            @Nullable Usd pricePerHour,
            Instant at) implements PlanCommand {}

    /** Stop selling the plan. */
    record RetirePlan(@TargetAggregateIdentifier PlanId planId, Instant at) implements PlanCommand {}
}
