package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an account's running VPSes cost in an hour, and how long a balance lasts at that.
 *
 * @param runningVps how many they are
 */
public record Burn(Usd perHour, int runningVps) {

    private static final long MINUTES_PER_HOUR = 60;

    /** Hundredths of an hour. */
    private static final int HOUR_DECIMALS = 2;

    /** Nobody plans further ahead, and a time beyond the year 9999 has no four-digit year: 1,000 years. */
    private static final long HORIZON_MINUTES = 1_000L * 365 * 24 * MINUTES_PER_HOUR;

    /** With one more VPS, which costs this much in an hour. */
    public Burn with(Usd pricePerHour) {
        return new Burn(perHour.plus(pricePerHour), runningVps + 1);
    }

    /** How many hours the balance lasts, rounded down; empty if nothing burns. */
    public Optional<BigDecimal> runwayHours(Usd balance) {
        return perHour.isPositive()
                ? Optional.of(BigDecimal.valueOf(Math.max(0, balance.micros()))
                        .divide(BigDecimal.valueOf(perHour.micros()), HOUR_DECIMALS, RoundingMode.DOWN))
                : Optional.empty();
    }

    /**
     * When the last of the balance is charged: a minute is charged when it is over, and {@code now} lies in the first one
     * to come. Empty if nothing burns, or that is more than 1,000 years ahead.
     */
    public Optional<Instant> exhaustedAt(Usd balance, Instant now) {
        OptionalLong minutes = minutesLeft(balance);
        return minutes.isPresent() && minutes.getAsLong() <= HORIZON_MINUTES
                ? Optional.of(Minute.of(now).plus(minutes.getAsLong()).start())
                : Optional.empty();
    }

    /** How many minutes it takes until nothing is left. */
    private OptionalLong minutesLeft(Usd balance) {
        if (!perHour.isPositive()) {
            return OptionalLong.empty();
        }
        BigDecimal minutes = BigDecimal.valueOf(Math.max(0, balance.micros()))
                .multiply(BigDecimal.valueOf(MINUTES_PER_HOUR))
                .divide(BigDecimal.valueOf(perHour.micros()), 0, RoundingMode.CEILING);
        return OptionalLong.of(
                minutes.min(BigDecimal.valueOf(HORIZON_MINUTES + 1)).longValueExact());
    }
}
