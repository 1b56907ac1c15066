package dev.litevps.query.plan;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;

/**
 * A plan of the catalogue.
 *
 * @param isRetired whether it can no longer be ordered
 */
public record PlanRow(PlanId id, String name, Resources resources, Usd pricePerHour, boolean isRetired) {}
