package dev.litevps.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list whose newest comes first is asked for.
 *
 * @param limit how many rows at most
 * @param offset how many rows to leave out
 * @param after the row behind which it begins; null if at the beginning
 */
public record Slice(int limit, long offset, @Nullable Position after) {

    /** Where a row is in its list: by its time, and where that is the same, by its id. */
    public record Position(Instant at, UUID id) {}

    /** Where no row is: a list begins behind it. */
    public static final Position BEFORE_ALL = new Position(Instant.parse("9999-12-31T23:59:59Z"), new UUID(0, 0));

    /** The newest. */
    public static Slice first(int limit) {
        return new Slice(limit, 0, null);
    }
}
