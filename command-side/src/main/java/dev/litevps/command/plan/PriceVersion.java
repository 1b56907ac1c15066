package dev.litevps.command.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;

/**
 * One of the prices that a plan has had.
 *
 * @param number the how-manieth it is; the first is 1
 * @param effectiveFrom the first minute that costs it
 */
public record PriceVersion(int number, Usd pricePerHour, Minute effectiveFrom) {}
