package dev.litevps.api.replay;

import dev.litevps.query.view.View;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A view that is made anew beside the live one.
 *
 * @param swaps whether it takes the place of the live one as soon as it is made
 * @param events how many were replayed so far
 * @param position of the last of them; -1 if none was
 * @param head the position of the last event that there was
 * @param workingMillis how long the work took so far
 * @param rows how many rows the live view had when the two were compared
 * @param differences how many rows differed then; null if they were not compared yet
 * @param erasures how many accounts were erased since it was begun
 * @param trouble why it failed, or what is to be known before it is used
 */
record ViewRebuild(
        UUID id,
        View view,
        String reason,
        Instant askedAt,
        State state,
        boolean swaps,
        @Nullable String token,
        long events,
        long position,
        long head,
        long workingMillis,
        long rows,
        @Nullable Long differences,
        JsonNode examples,
        int erasures,
        @Nullable String trouble,
        @Nullable Instant endedAt) {

    /** In the order in which it goes through them; it may rest, or end, in between. */
    enum State {
        FILLING,
        PAUSED,
        READY,
        SWAPPING,
        SWAPPED,
        CANCELLED,
        FAILED;

        boolean isEnd() {
            return this == SWAPPED || this == CANCELLED || this == FAILED;
        }
    }

    /** The schema in which it is made. */
    String schema() {
        return "copy_" + id.toString().replace("-", "");
    }

    /** How many events a second; 0 if nothing was measured yet. */
    long rate() {
        return workingMillis == 0 ? 0 : events * 1_000 / workingMillis;
    }

    /** How long it will take until it is made, at this rate; null if nobody can say. */
    @Nullable
    Long secondsLeft() {
        if (state != State.FILLING || rate() == 0 || position < 0) {
            return null;
        }
        // Some numbers have no event: the share of those that have is taken to stay what it was.
        double eventsLeft = (double) (head - position) * events / (position + 1);
        return (long) Math.ceil(eventsLeft / rate());
    }
}
