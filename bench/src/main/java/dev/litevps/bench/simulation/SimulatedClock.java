package dev.litevps.bench.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Two clocks that nobody waits for: the wall clock, which somebody may set, forward or back, and the monotonic one, which
 * only ever goes on.
 */
final class SimulatedClock extends Clock {

    private Instant wall;
    private Instant latest;
    private Duration monotonic = Duration.ZERO;

    SimulatedClock(Instant start) {
        this.wall = start;
        this.latest = start;
    }

    Instant wall() {
        return wall;
    }

    @Override
    public Instant instant() {
        return wall;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return fixed(wall, zone);
    }

    /** Since the start. */
    Duration monotonic() {
        return monotonic;
    }

    /** Whether the wall clock was never further on than it is: it was not set back, or has made up for it. */
    boolean isAtItsLatest() {
        return !wall.isBefore(latest);
    }

    /** The furthest that the wall clock ever showed. */
    Instant latest() {
        return latest;
    }

    /** Goes on until the monotonic clock shows this; does nothing if it does or is further. */
    void advanceTo(Duration target) {
        if (target.compareTo(monotonic) > 0) {
            shift(target.minus(monotonic));
            monotonic = target;
        }
    }

    /** Somebody sets the wall clock, on or, if negative, back. */
    void shift(Duration difference) {
        wall = wall.plus(difference);
        if (wall.isAfter(latest)) {
            latest = wall;
        }
    }
}
