package dev.litevps.api.seal;

import dev.litevps.events.seal.StoredEvent;
import org.jspecify.annotations.Nullable;

/** An event as it is stored, in JSON; payload and metadata are the stored bytes in base64. */
@SuppressWarnings("ArrayRecordComponent") // It is written and forgotten.
record EventLine(
        long position,
        String eventId,
        String aggregateId,
        long sequence,
        @Nullable String aggregateType,
        String timestamp,
        String payloadType,
        @Nullable String payloadRevision,
        byte[] payload,
        byte[] metaData) {

    static EventLine of(StoredEvent event) {
        return new EventLine(
                event.position(),
                event.eventId(),
                event.aggregateId(),
                event.sequence(),
                event.aggregateType(),
                event.timestamp(),
                event.payloadType(),
                event.payloadRevision(),
                event.payload(),
                event.metaData());
    }
}
