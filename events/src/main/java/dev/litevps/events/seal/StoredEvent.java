package dev.litevps.events.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An event exactly as its row in the store has it.
 *
 * @param position its number in the store
 * @param eventId which no other event has
 * @param aggregateId what it happened to
 * @param sequence its number among the events of its aggregate, from 0
 * @param aggregateType null if it belongs to no aggregate
 * @param timestamp when it happened, in the very text that is stored
 * @param payloadType the name of its type
 * @param payloadRevision the revision of its stored form; null if that has none
 * @param payload the stored bytes
 * @param metaData the stored bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody changes them, and copies of a million would cost.
public record StoredEvent(
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

    /** The form of the encoding; another would have another number. */
    private static final byte ENCODING = 1;

    private static final int ABSENT = -1;

    /**
     * What is hashed of it: one byte that is 1, then the fields in the order of this record. Numbers are 8 bytes, the most
     * significant first; texts in UTF-8 and bytes come behind their length in 4 bytes, which is -1 for what is absent. Two
     * events that differ in anything have different encodings.
     */
    public byte[] encoded() {
        byte[] @Nullable [] parts = {
            utf8(eventId),
            utf8(aggregateId),
            utf8(aggregateType),
            utf8(timestamp),
            utf8(payloadType),
            utf8(payloadRevision),
            payload,
            metaData
        };
        int length = Byte.BYTES + 2 * Long.BYTES;
        for (byte @Nullable [] part : parts) {
            length += Integer.BYTES + (part == null ? 0 : part.length);
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put(ENCODING).putLong(position);
        write(out, parts[0]);
        write(out, parts[1]);
        out.putLong(sequence);
        for (int i = 2; i < parts.length; i++) {
            write(out, parts[i]);
        }
        return out.array();
    }

    /** The hash of its leaf, 32 bytes. */
    public byte[] leafHash() {
        return MerkleHash.leaf(encoded());
    }

    /** The same event as if it were stored somewhere else. */
    public StoredEvent at(long otherPosition) {
        return new StoredEvent(
                otherPosition,
                eventId,
                aggregateId,
                sequence,
                aggregateType,
                timestamp,
                payloadType,
                payloadRevision,
                payload,
                metaData);
    }

    /** The same event with what another says. */
    StoredEvent with(byte[] otherPayload, byte[] otherMetaData) {
        return new StoredEvent(
                position,
                eventId,
                aggregateId,
                sequence,
                aggregateType,
                timestamp,
                payloadType,
                payloadRevision,
                otherPayload,
                otherMetaData);
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ByteBuffer out, byte @Nullable [] part) {
        if (part == null) {
            out.putInt(ABSENT);
        } else {
            out.putInt(part.length).put(part);
        }
    }

    /** Where it is, without what it says. */
    @Override
    public String toString() {
        return "event " + eventId + " at position " + position;
    }
}
