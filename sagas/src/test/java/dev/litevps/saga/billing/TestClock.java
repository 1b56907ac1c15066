package dev.litevps.saga.billing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock and a monotonic clock that advance together, but for when somebody sets the one on the wall. */
final class TestClock extends Clock {

    private Instant wall;
    private Duration monotonic = Duration.ZERO;

    TestClock(Instant start) {
        wall = start;
    }

    void pass(Duration time) {
        wall = wall.plus(time);
        monotonic = monotonic.plus(time);
    }

    /** Forward, or back if negative. */
    void set(Duration by) {
        wall = wall.plus(by);
    }

    long nanos() {
        return monotonic.toNanos();
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
        throw new UnsupportedOperationException("there is no time but UTC");
    }
}
