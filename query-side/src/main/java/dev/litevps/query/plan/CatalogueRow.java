package dev.litevps.query.plan;

import dev.litevps.events.Minute;

/**
 * A plan as operators see it.
 *
 * @param priceEffectiveFrom the first minute that costs the plan's present price; it may still lie ahead
 */
public record CatalogueRow(PlanRow plan, Minute priceEffectiveFrom) {}
