package dev.litevps.command.ledger;

import dev.litevps.events.Usd;
import java.time.Duration;

/**
 * What the platform promises about accounts that run out of money.
 *
 * @param grace how long disks are kept after the balance is used up
 * @param lowRunway a balance that lasts shorter than this is low
 * @param lowBalance a balance below this is low, however long it lasts
 */
public record BillingTerms(Duration grace, Duration lowRunway, Usd lowBalance) {

    private static final long MINUTES_PER_HOUR = 60;

    public BillingTerms {
        if (!grace.isPositive() || lowRunway.isNegative() || lowBalance.micros() < 0) {
            throw new IllegalArgumentException(
                    "the grace time must be positive, and what counts as a low balance must not be negative");
        }
    }

    /** Below which balance an account that burns so much is low. */
    Usd lowBelow(Usd burnPerHour) {
        Usd runway = new Usd(Math.multiplyExact(burnPerHour.micros(), lowRunway.toMinutes()) / MINUTES_PER_HOUR);
        return runway.isLessThan(lowBalance) ? lowBalance : runway;
    }
}
