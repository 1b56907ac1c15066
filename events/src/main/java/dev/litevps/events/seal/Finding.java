package dev.litevps.events.seal;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it was sealed.
 *
 * @param position where in the store; of a range, its beginning
 * @param eventId the event; null if that is not known
 * @param aggregateId what it happened to; null if that is not known
 * @param detail how it is known and what exactly it is, in one sentence
 */
public record Finding(
        Kind kind,
        long position,
        @Nullable String eventId,
        @Nullable String aggregateId,
        String detail) {

    /** What happened to it. */
    public enum Kind {
        /** It is there, but it does not say what it said. */
        ALTERED,
        /** It is no longer there. */
        MISSING,
        /** It is in another place than it was. */
        REORDERED,
        /** It was not there. */
        INSERTED,
        /** The seals themselves are not as they were: leaves or checkpoints are missing, altered or not signed. */
        SEAL_BROKEN
    }
}
