package dev.litevps.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * The limit of charging: the very rows that one minute added to the event store, written again to a table with the same
 * indexes, in one transaction on one connection, batched.
 */
final class RawCharges {

    private static final String COLUMNS = "event_identifier, aggregate_identifier, sequence_number, type, time_stamp,"
            + " payload_type, payload_revision, payload, meta_data";
    private static final int COLUMN_COUNT = 9;
    private static final int ROWS_AT_ONCE = 500;

    private static final String TABLE =
            "create table if not exists raw_charge_entry (like domain_event_entry including all)";
    private static final String EXAMPLES =
            "select " + COLUMNS + " from domain_event_entry order by global_index desc limit ?";
    private static final String INSERT =
            "insert into raw_charge_entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final String url;
    private final Properties properties;

    RawCharges(String url, String username, String password) {
        this.url = url;
        this.properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("prepareThreshold", "1");
    }

    /** How many milliseconds it takes to write copies of the last so many events. */
    double writeMillis(int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(TABLE);
                statement.execute("truncate table raw_charge_entry");
            }
            List<Object[]> examples = examples(connection, rows);
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (int row = 0; row < examples.size(); row++) {
                    for (int column = 0; column < COLUMN_COUNT; column++) {
                        insert.setObject(column + 1, examples.get(row)[column]);
                    }
                    insert.addBatch();
                    if (row % ROWS_AT_ONCE == ROWS_AT_ONCE - 1) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            connection.commit();
            return Measurement.millisSince(start);
        }
    }

    private static List<Object[]> examples(Connection connection, int rows) throws SQLException {
        List<Object[]> examples = new ArrayList<>(rows);
        try (PreparedStatement select = connection.prepareStatement(EXAMPLES)) {
            select.setInt(1, rows);
            try (ResultSet resultSet = select.executeQuery()) {
                while (resultSet.next()) {
                    Object[] values = new Object[COLUMN_COUNT];
                    for (int column = 0; column < COLUMN_COUNT; column++) {
                        values[column] = resultSet.getObject(column + 1);
                    }
                    values[0] = UUID.randomUUID().toString();
                    examples.add(values);
                }
            }
        }
        return examples;
    }
}
