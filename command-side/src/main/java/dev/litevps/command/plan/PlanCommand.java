package dev.litevps.command.plan;

import dev.litevps.command.Command;
import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a plan. */
public sealed interface PlanCommand extends Command {

    PlanId planId();

    /** Put a new plan into the catalogue. Repeated, it changes nothing. */
    record PublishPlan(
            @TargetAggregateIdentifier PlanId planId, String name, Resources resources, Usd pricePerHour, Instant at)
            implements PlanCommand {}

    /**
     * Change the price.
     *
     * @param effectiveFrom the first minute that costs the new price; later than the one in which this is asked and the one
     *     in which it is decided, and no earlier than that of a price change before
     */
    record RepricePlan(@TargetAggregateIdentifier PlanId planId, Usd pricePerHour, Minute effectiveFrom, Instant at)
            implements PlanCommand {}

    /** Stop selling the plan. */
    record RetirePlan(@TargetAggregateIdentifier PlanId planId, Instant at) implements PlanCommand {}
}
