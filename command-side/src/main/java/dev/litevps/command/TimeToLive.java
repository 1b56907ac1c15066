package dev.litevps.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a VPS may be given to live. */
public final class TimeToLive {

    /** 365 days. What shall live longer needs no end that is known beforehand. */
    public static final int MAX_MINUTES = 525_600;

    private TimeToLive() {}

    /** Refused with {@code INVALID_VALUE} unless it is null or from one minute to {@link #MAX_MINUTES}. */
    public static void require(@Nullable Integer minutes) {
        if (minutes != null && (minutes < 1 || minutes > MAX_MINUTES)) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE, "ttl_minutes must be a whole number from 1 to " + MAX_MINUTES);
        }
    }

    public static Duration of(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
