package dev.litevps.bench;

import dev.litevps.query.view.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The least that making a view anew could be: all events read by a cursor, and the view's rows inserted in batches. */
final class RawRebuild {

    private static final int ROWS_AT_ONCE = 2_000;

    private final View view;
    private final DataSource dataSource;
    private long rows;

    RawRebuild(View view, DataSource dataSource) {
        this.view = view;
        this.dataSource = dataSource;
    }

    double eventsPerSecond() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Map<String, List<Object[]>> content = new LinkedHashMap<>();
            for (String table : view.tables()) {
                content.put(table, content(table, statement));
                statement.execute("create table raw_%s (like %s including all)".formatted(table, table));
            }
            connection.commit();
            try {
                long begin = System.nanoTime();
                long events = readEvents(connection);
                for (Map.Entry<String, List<Object[]>> table : content.entrySet()) {
                    insert(table.getKey(), table.getValue(), connection);
                }
                connection.commit();
                return events / (Measurement.millisSince(begin) / 1_000);
            } finally {
                for (String table : view.tables()) {
                    statement.execute("drop table raw_" + table);
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    /** How many rows the view has. */
    long rows() {
        return rows;
    }

    private static List<Object[]> content(String table, Statement statement) throws SQLException {
        List<Object[]> content = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select * from " + table)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                Object[] values = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    values[column] = row.getObject(column + 1);
                }
                content.add(values);
            }
        }
        return content;
    }

    private static long readEvents(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            long events = 0;
            try (ResultSet row = statement.executeQuery("select * from domain_event_entry order by global_index")) {
                while (row.next()) {
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        row.getObject(column);
                    }
                    events++;
                }
            }
            return events;
        }
    }

    private void insert(String table, List<Object[]> content, Connection connection) throws SQLException {
        if (content.isEmpty()) {
            return;
        }
        String marks = String.join(", ", Collections.nCopies(content.getFirst().length, "?"));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into raw_%s overriding system value values (%s)".formatted(table, marks))) {
            int batched = 0;
            for (Object[] values : content) {
                for (int column = 0; column < values.length; column++) {
                    insert.setObject(column + 1, values[column]);
                }
                insert.addBatch();
                if (++batched % ROWS_AT_ONCE == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            rows += content.size();
        }
    }
}
