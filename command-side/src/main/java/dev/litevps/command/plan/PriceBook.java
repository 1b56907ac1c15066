package dev.litevps.command.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.plan.PlanId;

/** What plans have cost. */
@FunctionalInterface
public interface PriceBook {

    /**
     * The prices of the plan, complete for all minutes up to {@code through}. A price is decided at least one whole minute
     * before the end of the first minute that costs it, so that whoever charges a minute that is over knows its price.
     */
    PriceHistory of(PlanId planId, Minute through);
}
