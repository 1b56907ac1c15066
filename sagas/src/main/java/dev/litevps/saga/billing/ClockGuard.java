package dev.litevps.saga.billing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Notices when the wall clock was set: between two looks it must have advanced as far as the monotonic clock, which nobody
 * can set. Each node watches its own clocks.
 */
public final class ClockGuard {

    /** More than time synchronisation corrects at once, far less than anybody sets a clock by. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** Time synchronisation may let a clock run slow or fast by 500 parts in a million, the limit of Linux and of NTP. */
    private static final long SLEW_DIVISOR = 2_000;

    private final Clock wall;
    private final LongSupplier monotonicNanos;
    private Instant lastWall;
    private long lastNanos;

    /** Watches from now on; {@code monotonicNanos} is {@link System#nanoTime} but in tests. */
    public ClockGuard(Clock wall, LongSupplier monotonicNanos) {
        this.wall = wall;
        this.monotonicNanos = monotonicNanos;
        this.lastWall = wall.instant();
        this.lastNanos = monotonicNanos.getAsLong();
    }

    /** One look at the wall clock. */
    public record Reading(Instant now, Duration disagreement, boolean trusted) {}

    /**
     * The time, and by how much the wall clock has advanced more than the monotonic one since the last look; negative if
     * less. From then on the wall clock is believed again, as it is now.
     */
    public synchronized Reading read() {
        Instant now = wall.instant();
        long nanos = monotonicNanos.getAsLong();
        Duration passed = Duration.ofNanos(nanos - lastNanos);
        Duration disagreement = Duration.between(lastWall, now).minus(passed);
        lastWall = now;
        lastNanos = nanos;
        Duration tolerance = TOLERANCE.plus(passed.dividedBy(SLEW_DIVISOR));
        return new Reading(now, disagreement, disagreement.abs().compareTo(tolerance) <= 0);
    }
}
