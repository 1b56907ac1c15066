package dev.litevps.query.vps;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;

/** What was ordered with a VPS, at the price of that moment. */
public record VpsPlan(PlanId planId, Resources resources, Usd pricePerHour) {}
