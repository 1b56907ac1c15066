package dev.litevps.api.eventstore;

import dev.litevps.events.seal.StoredEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * An event that is to be stored.
 *
 * @param stored as it will be stored, but for the position that it is given there
 */
record EventRow(StoredEvent stored) {

    /** Takes the columns in the order in which {@link #addTo} gives them. */
    static final String INSERT = "insert into domain_event_entry (event_identifier, aggregate_identifier,"
            + " sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static EventRow of(EventMessage<?> message, Serializer serializer) {
        DomainEventMessage<?> event = message instanceof DomainEventMessage<?> domainEvent
                ? domainEvent
                : new GenericDomainEventMessage<>(null, message.getIdentifier(), 0, message, message::getTimestamp);
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> metaData = event.serializeMetaData(serializer, byte[].class);
        return new EventRow(new StoredEvent(
                0,
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getType(),
                DateTimeUtils.formatInstant(event.getTimestamp()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                metaData.getData()));
    }

    void addTo(PreparedStatement insert) throws SQLException {
        insert.setString(1, stored.eventId());
        insert.setString(2, stored.aggregateId());
        insert.setLong(3, stored.sequence());
        insert.setString(4, stored.aggregateType());
        insert.setString(5, stored.timestamp());
        insert.setString(6, stored.payloadType());
        insert.setString(7, stored.payloadRevision());
        insert.setBytes(8, stored.payload());
        insert.setBytes(9, stored.metaData());
        insert.addBatch();
    }
}
