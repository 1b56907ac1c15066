package dev.litevps.api.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was put aside.
 *
 * @param index where it is in its sequence
 * @param aggregateVersion which of the aggregate's events it is
 * @param payloadType the event's type, as it is stored
 * @param causeType what went wrong; null if it only comes after one with which something did
 * @param triedAt when it was last handled again in vain; null if never
 */
record DeadLetter(
        Sequence sequence,
        long index,
        String eventId,
        long aggregateVersion,
        String payloadType,
        @Nullable String causeType,
        @Nullable String causeMessage,
        Instant putAsideAt,
        @Nullable Instant triedAt,
        int tries) {}
