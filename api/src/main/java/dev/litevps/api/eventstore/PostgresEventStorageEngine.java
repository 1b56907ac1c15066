package dev.litevps.api.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's JDBC engine, with one more way to append: many together, as {@link GroupCommit} does it; and one more way to
 * read: the events after a position in one statement and one round trip, without a transaction, and with the place of
 * each in the store.
 *
 * <p>The store numbers events when they are inserted, and they appear when they are committed, so a later number may
 * appear first. A position therefore names the numbers below it that have not been seen, its gaps, and each read looks
 * for those as well. A number whose transaction was rolled back stays a gap until {@link #GAP_TIMEOUT} has passed.
 */
class PostgresEventStorageEngine extends JdbcEventStorageEngine {

    /** How long a transaction may take between its first event and its commit without being missed. */
    static final Duration GAP_TIMEOUT = Duration.ofMinutes(1);

    /** So large that time alone decides about a gap, however fast others write in the meantime. */
    static final int MAX_GAP_OFFSET = 1_000_000;

    private static final int MANY_GAPS = 50;

    private static final String COLUMNS = "global_index, event_identifier, aggregate_identifier, sequence_number, type,"
            + " time_stamp, payload_type, payload_revision, payload, meta_data";

    private static final String READ_AFTER =
            "select " + COLUMNS + " from domain_event_entry where global_index > ? order by global_index limit ?";

    private static final String READ_GAPS_AND_AFTER = "(select " + COLUMNS
            + " from domain_event_entry where global_index = any (?)) union all (" + READ_AFTER
            + ") order by global_index";

    /** The last event below the highest gap that is old enough for everything before it to be settled. */
    private static final String LAST_SETTLED = "select max(global_index) from domain_event_entry"
            + " where global_index >= ? and global_index <= ? and time_stamp < ?";

    private final DataSource dataSource;
    private final GroupCommit groupCommit;

    PostgresEventStorageEngine(Builder builder, DataSource dataSource, RecentEvents recent) {
        super(builder);
        this.dataSource = dataSource;
        this.groupCommit = new GroupCommit(dataSource, recent);
    }

    /** In the transaction that is under way; if there is none, in one together with others that append now. */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            super.appendEvents(events, serializer);
            return;
        }
        if (events.isEmpty()) {
            return;
        }
        try {
            groupCommit.append(
                    events.stream().map(event -> EventRow.of(event, serializer)).toList());
        } catch (SQLException e) {
            handlePersistenceException(e, events.getFirst());
        }
    }

    /** Axon makes an aggregate of its events if its snapshot cannot be read, but finds out too late if that is left for later. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        Optional<DomainEventMessage<?>> snapshot = super.readSnapshot(aggregateIdentifier);
        snapshot.ifPresent(DomainEventMessage::getPayload);
        return snapshot;
    }

    /** The events after the given position, up to the size of a batch; those that fill gaps come on top. */
    EventBatch readAfter(@Nullable GapAwareTrackingToken position) {
        try (Connection connection = dataSource.getConnection()) {
            return read(connection, position == null ? null : withoutSettledGaps(connection, position));
        } catch (SQLException e) {
            throw new EventStoreException("Could not read the events after " + position, e);
        }
    }

    private EventBatch read(Connection connection, @Nullable GapAwareTrackingToken position) throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        GapAwareTrackingToken end = position;
        try (PreparedStatement statement = prepare(connection, position);
                ResultSet resultSet = statement.executeQuery()) {
            while (resultSet.next()) {
                long index = resultSet.getLong("global_index");
                TrackedEventData<?> data = placed(resultSet, index, end);
                Row row = new Row(index, end, data, new AtomicInteger());
                rows.put(data.getEventIdentifier(), row);
                end = (GapAwareTrackingToken) data.trackingToken();
            }
        }
        List<IndexedEvent> events = EventUtils.upcastAndDeserializeTrackedEvents(
                        rows.values().stream().map(Row::data), getEventSerializer(), upcasterChain)
                .<IndexedEvent>map(message -> indexed(message, rows.get(message.getIdentifier())))
                .toList();
        long start = startOf(position);
        long ahead = rows.values().stream().filter(row -> row.index() > start).count();
        return new EventBatch(events, end, ahead < batchSize());
    }

    /** The event with the position that includes it. Only where that has gaps does the event's time matter, which is slow to read. */
    private TrackedEventData<?> placed(ResultSet row, long index, @Nullable GapAwareTrackingToken before)
            throws SQLException {
        if (before == null || before.hasGaps() || index != before.getIndex() + 1) {
            return getTrackedEventData(row, before);
        }
        DomainEventData<?> event = getDomainEventData(row);
        // An event of no aggregate is stored under its own id, and is no domain event.
        return event.getEventIdentifier().equals(event.getAggregateIdentifier())
                ? getTrackedEventData(row, before)
                : new TrackedDomainEventData<>(before.advanceTo(index, MAX_GAP_OFFSET), event);
    }

    private static IndexedEvent indexed(TrackedEventMessage<?> message, @Nullable Row row) {
        if (row == null) {
            throw new EventStoreException("An upcaster changed an event's identifier to " + message.getIdentifier());
        }
        return new IndexedEvent(row.index(), row.parts().getAndIncrement(), row.before(), message);
    }

    private static long startOf(@Nullable GapAwareTrackingToken position) {
        return position == null ? -1 : position.getIndex();
    }

    private PreparedStatement prepare(Connection connection, @Nullable GapAwareTrackingToken position)
            throws SQLException {
        SortedSet<Long> gaps = position == null ? Collections.emptySortedSet() : position.getGaps();
        PreparedStatement statement = connection.prepareStatement(gaps.isEmpty() ? READ_AFTER : READ_GAPS_AND_AFTER);
        int parameter = 1;
        if (!gaps.isEmpty()) {
            statement.setArray(parameter++, connection.createArrayOf("bigint", gaps.toArray()));
        }
        statement.setLong(parameter++, startOf(position));
        statement.setInt(parameter, batchSize());
        return statement;
    }

    private GapAwareTrackingToken withoutSettledGaps(Connection connection, GapAwareTrackingToken position)
            throws SQLException {
        if (position.getGaps().size() < MANY_GAPS) {
            return position;
        }
        try (PreparedStatement statement = connection.prepareStatement(LAST_SETTLED)) {
            statement.setLong(1, position.getGaps().first());
            statement.setLong(2, position.getIndex());
            statement.setString(
                    3,
                    DateTimeUtils.formatInstant(
                            GenericEventMessage.clock.instant().minus(GAP_TIMEOUT)));
            try (ResultSet resultSet = statement.executeQuery()) {
                resultSet.next();
                long settled = resultSet.getLong(1);
                return resultSet.wasNull() ? position : position.withGapsTruncatedAt(settled);
            }
        }
    }

    private record Row(
            long index, @Nullable GapAwareTrackingToken before, TrackedEventData<?> data, AtomicInteger parts) {}
}
