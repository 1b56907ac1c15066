package dev.litevps.query.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, with whom it concerns.
 *
 * @param position its place in the store
 * @param version which of its aggregate's events it is, from 0 on
 * @param timeStamp as it is stored, to the letter
 * @param payload JSON, as it is stored: personal data in it is encrypted
 * @param metaData JSON, as it is stored
 */
public record HistoryRow(
        long position,
        String eventId,
        @Nullable String aggregateType,
        String aggregateId,
        long version,
        String eventType,
        String payloadType,
        @Nullable String revision,
        String timeStamp,
        Instant at,
        @Nullable UUID accountId,
        @Nullable UUID vpsId,
        String payload,
        String metaData) {

    /** The same event, whose payload is said otherwise. */
    public HistoryRow withPayload(String other) {
        return new HistoryRow(
                position,
                eventId,
                aggregateType,
                aggregateId,
                version,
                eventType,
                payloadType,
                revision,
                timeStamp,
                at,
                accountId,
                vpsId,
                other,
                metaData);
    }
}
