package dev.litevps.command.plan;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;

/** What a plan gives and costs at this moment. */
public record PlanTerms(Resources resources, Usd pricePerHour, boolean sold) {}
