package dev.litevps.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;

/**
 * The limit of storing events one by one: a row like that of an event, with the same indexes, inserted and committed in
 * one round trip on a connection of its own.
 */
final class RawInserts {

    private static final String TABLE =
            "create table if not exists raw_event_entry (like domain_event_entry including all)";

    private static final String COLUMNS = "event_identifier, aggregate_identifier, sequence_number, type, time_stamp,"
            + " payload_type, payload_revision, payload, meta_data";

    private static final String EXAMPLE =
            "select " + COLUMNS + " from domain_event_entry order by global_index desc limit 1";

    private static final String INSERT =
            "insert into raw_event_entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final String url;
    private final Properties properties;
    private final TimeBasedEpochGenerator identifiers = Generators.timeBasedEpochGenerator();

    RawInserts(String url, String username, String password) {
        this.url = url;
        this.properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("prepareThreshold", "1");
    }

    Measurement measure(int connections, Duration warmUp, Duration duration) throws Exception {
        List<Connection> open = new ArrayList<>();
        try {
            List<Callable<?>> actions = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Connection connection = DriverManager.getConnection(url, properties);
                open.add(connection);
                actions.add(inserts(connection, i == 0));
            }
            return Load.run(actions, warmUp, duration);
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private Callable<?> inserts(Connection connection, boolean isFirst) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (isFirst) {
                statement.execute(TABLE);
            }
            try (ResultSet example = statement.executeQuery(EXAMPLE)) {
                example.next();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                for (int column = 1; column <= 9; column++) {
                    insert.setObject(column, example.getObject(column));
                }
                String aggregate = identifiers.generate().toString();
                long[] sequence = {0};
                return () -> {
                    insert.setString(1, identifiers.generate().toString());
                    insert.setString(2, aggregate);
                    insert.setLong(3, sequence[0]++);
                    insert.setString(5, Instant.now().toString());
                    return insert.executeUpdate();
                };
            }
        }
    }
}
