package dev.litevps.events.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final int ENCODING = 1;

    private static final int ABSENT = -1;
    private static final int ROOM_FOR_THE_REST = 512;

    /**
     * What is hashed of it: one byte that is 1, then the fields in the order of this record. Numbers are 8 bytes, the most
     * significant first; texts in UTF-8 and bytes come behind their length in 4 bytes, which is -1 for what is absent. Two
     * events that differ in anything have different encodings.
     */
    public byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + metaData.length + ROOM_FOR_THE_REST);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(ENCODING);
            out.writeLong(position);
            write(out, eventId);
            write(out, aggregateId);
            out.writeLong(sequence);
            write(out, aggregateType);
            write(out, timestamp);
            write(out, payloadType);
            write(out, payloadRevision);
            write(out, payload);
            write(out, metaData);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The hash of its leaf, 32 bytes. */
    public byte[] leafHash() {
        return MerkleHash.leaf(encoded());
    }

    /** The same event as if it were stored somewhere else. */
    StoredEvent at(long otherPosition) {
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

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
        } else {
            write(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Where it is, without what it says. */
    @Override
    public String toString() {
        return "event " + eventId + " at position " + position;
    }
}
