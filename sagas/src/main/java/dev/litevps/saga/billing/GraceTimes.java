package dev.litevps.saga.billing;

import java.time.Duration;

/**
 * How the end of a grace time is announced.
 *
 * @param warning how long before the end the last warning is given
 */
public record GraceTimes(Duration warning) {

    public GraceTimes {
        if (warning.isNegative()) {
            throw new IllegalArgumentException("the last warning cannot come after the end of the grace time");
        }
    }
}
