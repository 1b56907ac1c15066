package dev.litevps.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * One minute of UTC, the unit in which machines are charged; stored as the number of whole minutes since
 * 1970-01-01T00:00Z. UTC has no daylight saving time, so every hour has sixty of them.
 */
public record Minute(@JsonValue long sinceEpoch) implements Comparable<Minute> {

    private static final long SECONDS = 60;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Minute {}

    /** The minute in which this moment lies; a moment on the boundary lies in the minute that begins. */
    public static Minute of(Instant moment) {
        return new Minute(Math.floorDiv(moment.getEpochSecond(), SECONDS));
    }

    public Minute plus(long minutes) {
        return new Minute(Math.addExact(sinceEpoch, minutes));
    }

    /** How many minutes after {@code earlier} this one is. */
    public long minus(Minute earlier) {
        return Math.subtractExact(sinceEpoch, earlier.sinceEpoch);
    }

    public boolean isAfter(Minute other) {
        return sinceEpoch > other.sinceEpoch;
    }

    public boolean isBefore(Minute other) {
        return sinceEpoch < other.sinceEpoch;
    }

    public static Minute earlierOf(Minute one, Minute other) {
        return one.isBefore(other) ? one : other;
    }

    public static Minute laterOf(Minute one, Minute other) {
        return one.isAfter(other) ? one : other;
    }

    /** The moment at which it begins. */
    public Instant start() {
        return Instant.ofEpochSecond(Math.multiplyExact(sinceEpoch, SECONDS));
    }

    /** The moment at which it is over and the next one begins. */
    public Instant end() {
        return plus(1).start();
    }

    @Override
    public int compareTo(Minute other) {
        return Long.compare(sinceEpoch, other.sinceEpoch);
    }

    /** As in {@code 2026-11-23T17:05:00Z}: the moment at which it begins. */
    @Override
    public String toString() {
        return start().toString();
    }
}
