package dev.litevps.api.seal;

import dev.litevps.events.seal.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.postgresql.PGStatement;

/** What the sealer reads and writes by JDBC. */
final class SealTables {

    /** A checkpoint as it is stored, without its note. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody changes it.
    record Sealed(long size, byte[] root, long lastPosition) {}

    /** A tile of leaves that is being filled. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody changes it.
    record LeafTile(long tile, byte[] hashes, String names) {}

    static final String COLUMNS = "global_index, event_identifier, aggregate_identifier, sequence_number, type,"
            + " time_stamp, payload_type, payload_revision, payload, meta_data";

    /** So that payloads come as bytes from the first time on, and not as text of twice their length. */
    private static final int BINARY_AT_ONCE = -1;

    private SealTables() {}

    static Optional<Sealed> last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select size, root, last_position from seal_checkpoint order by size desc limit 1");
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Sealed(row.getLong(1), row.getBytes(2), row.getLong(3)))
                    : Optional.empty();
        }
    }

    /** When the first event was stored that is not sealed; empty if all are. */
    static Optional<Instant> unsealedSince(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        select time_stamp from domain_event_entry where global_index > coalesce(
                            (select last_position from seal_checkpoint order by size desc limit 1), -1)
                        order by global_index limit 1""");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(Instant.parse(row.getString(1))) : Optional.empty();
        }
    }

    /** The ids of events by their positions, in this order. */
    static SequencedMap<Long, String> idsAfter(Connection connection, long position, int limit) throws SQLException {
        SequencedMap<Long, String> ids = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("select global_index, event_identifier"
                + " from domain_event_entry where global_index > ? order by global_index limit ?")) {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.put(row.getLong(1), row.getString(2));
                }
            }
        }
        return ids;
    }

    static List<StoredEvent> eventsAt(Connection connection, Collection<Long> positions) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select " + COLUMNS + " from domain_event_entry where global_index = any (?) order by global_index")) {
            statement.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            read(statement, events::add);
        }
        return events;
    }

    static List<StoredEvent> eventsAfter(Connection connection, long position, int limit) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select " + COLUMNS
                + " from domain_event_entry where global_index > ? order by global_index limit ?")) {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            read(statement, events::add);
        }
        return events;
    }

    /** Every event of the store, in the order of their positions; within a transaction, a few at a time. */
    static void eachEvent(Connection connection, int atOnce, Consumer<StoredEvent> reader) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select " + COLUMNS + " from domain_event_entry order by global_index")) {
            statement.setFetchSize(atOnce);
            read(statement, reader);
        }
    }

    private static void read(PreparedStatement statement, Consumer<StoredEvent> reader) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                reader.accept(event(row));
            }
        }
    }

    /** Of a row with {@link #COLUMNS}. */
    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getBytes(9),
                row.getBytes(10));
    }

    static Optional<LeafTile> leafTile(Connection connection, long tile) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select hashes, names from seal_leaf_tile where tile = ?")) {
            statement.setLong(1, tile);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new LeafTile(tile, row.getBytes(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    static Optional<byte[]> nodeTile(Connection connection, int level, long tile) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select hashes from seal_node_tile where level = ? and tile = ?")) {
            statement.setInt(1, level);
            statement.setLong(2, tile);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    static void writeLeafTile(Connection connection, LeafTile tile, long firstPosition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into seal_leaf_tile (tile, first_position, hashes, names) values (?, ?, ?, ?)
                on conflict (tile) do update set hashes = excluded.hashes, names = excluded.names""")) {
            statement.setLong(1, tile.tile());
            statement.setLong(2, firstPosition);
            statement.setBytes(3, tile.hashes());
            statement.setString(4, tile.names());
            statement.executeUpdate();
        }
    }

    static void writeNodeTile(Connection connection, int level, long tile, byte[] hashes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into seal_node_tile (level, tile, hashes) values (?, ?, ?)
                on conflict (level, tile) do update set hashes = excluded.hashes""")) {
            statement.setInt(1, level);
            statement.setLong(2, tile);
            statement.setBytes(3, hashes);
            statement.executeUpdate();
        }
    }
}
