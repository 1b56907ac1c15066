package dev.litevps.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Makes a store of many events out of one of few: the lives in it once more, and again, with other ids. What belongs to nobody,
 * such as plans, hosts and addresses, is there once.
 */
final class MultipliedEvents {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> OF_NOBODY =
            Set.of("Plan", "Settings", "Fleet", "Host", "AddressPool", "Template", "Intervention");
    private static final int ROWS_AT_ONCE = 1_000;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final long VARIANT_BITS = 3L << 62;

    private final List<Row> rows = new ArrayList<>();
    private final Set<String> kept = new HashSet<>();

    private record Row(
            String event,
            String aggregate,
            long sequence,
            String type,
            String time,
            String payloadType,
            String revision,
            String payload,
            String metaData) {}

    /** Reads the events after a position. */
    MultipliedEvents(DataSource dataSource, long after) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,"
                                + " payload_revision, payload, meta_data, global_index from domain_event_entry"
                                + " order by global_index")) {
            while (row.next()) {
                if (OF_NOBODY.contains(row.getString(4))) {
                    ids(row.getString(2)).forEach(kept::add);
                } else if (row.getLong(10) > after) {
                    rows.add(new Row(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            new String(row.getBytes(8), StandardCharsets.UTF_8),
                            new String(row.getBytes(9), StandardCharsets.UTF_8)));
                }
            }
        }
    }

    private static List<String> ids(String text) {
        return ID.matcher(text).results().map(result -> result.group()).toList();
    }

    /** Appends copies until there are so many events. */
    void fillUpTo(long events, DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            long stored = count(connection);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type,"
                            + " time_stamp, payload_type, payload_revision, payload, meta_data)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (long copy = 1; stored < events; copy++) {
                    append(copy, insert);
                    connection.commit();
                    stored += rows.size();
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from domain_event_entry")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void append(long copy, PreparedStatement insert) throws SQLException {
        Map<String, String> ids = new HashMap<>();
        int batched = 0;
        for (Row row : rows) {
            insert.setString(1, copied(row.event(), copy, ids));
            insert.setString(2, copied(row.aggregate(), copy, ids));
            insert.setLong(3, row.sequence());
            insert.setString(4, row.type());
            insert.setString(5, row.time());
            insert.setString(6, row.payloadType());
            insert.setString(7, row.revision());
            insert.setBytes(8, copied(row.payload(), copy, ids).getBytes(StandardCharsets.UTF_8));
            insert.setBytes(9, copied(row.metaData(), copy, ids).getBytes(StandardCharsets.UTF_8));
            insert.addBatch();
            if (++batched % ROWS_AT_ONCE == 0) {
                insert.executeBatch();
            }
        }
        insert.executeBatch();
    }

    private String copied(String text, long copy, Map<String, String> ids) {
        Matcher matcher = ID.matcher(text);
        StringBuilder result = new StringBuilder(text.length());
        while (matcher.find()) {
            String id = matcher.group();
            matcher.appendReplacement(
                    result, kept.contains(id) ? id : ids.computeIfAbsent(id, original -> another(original, copy)));
        }
        return matcher.appendTail(result).toString();
    }

    private static String another(String id, long copy) {
        UUID original = UUID.fromString(id);
        long mask = (copy * SPREAD) & ~VARIANT_BITS;
        return new UUID(original.getMostSignificantBits(), original.getLeastSignificantBits() ^ mask).toString();
    }
}
