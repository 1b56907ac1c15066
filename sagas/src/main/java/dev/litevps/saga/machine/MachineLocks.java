package dev.litevps.saga.machine;

import dev.litevps.events.vps.VpsId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * At most one worker in the whole cluster works on a machine at a time. The lock is PostgreSQL's, held by the worker's
 * connection, so that it is let go when the worker's process dies.
 */
public final class MachineLocks {

    private final DataSource dataSource;

    public MachineLocks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What {@code work} returned; empty, without running it, if somebody else works on the machine. */
    public <T> Optional<T> tryWith(VpsId vpsId, Supplier<T> work) {
        long key = vpsId.value().getMostSignificantBits() ^ vpsId.value().getLeastSignificantBits();
        try (Connection connection = dataSource.getConnection()) {
            if (!query(connection, "SELECT pg_try_advisory_lock(?)", key)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                query(connection, "SELECT pg_advisory_unlock(?)", key);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not lock the machine of VPS " + vpsId, e);
        }
    }

    private static boolean query(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
