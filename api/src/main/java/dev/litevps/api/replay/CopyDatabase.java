package dev.litevps.api.replay;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A connection of its own on which the tables of one copy are found by their names, and no others are: if the copy is removed
 * while somebody works on it, he finds nothing, and never the live tables.
 */
final class CopyDatabase implements AutoCloseable {

    private final SingleConnectionDataSource connection;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate moments;
    private final Clock clock;

    private CopyDatabase(SingleConnectionDataSource connection, Clock clock) {
        this.connection = connection;
        this.jdbc = new JdbcTemplate(connection);
        JdbcTransactionManager manager = new JdbcTransactionManager(connection);
        this.transactions = new TransactionTemplate(manager);
        this.moments = new TransactionTemplate(manager);
        this.moments.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.clock = clock;
    }

    /** Makes the copy, empty, if it is not there. */
    static CopyDatabase of(ViewRebuild rebuild, DatabaseCoordinates coordinates, Clock clock) throws SQLException {
        CopyDatabase database = new CopyDatabase(
                new SingleConnectionDataSource(coordinates.unpooled().getConnection(), true), clock);
        try {
            database.inTransaction(jdbc -> {
                new ViewCopy(rebuild.view(), rebuild.schema(), jdbc).make();
                return true;
            });
            database.jdbc.execute("set search_path = " + rebuild.schema());
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    <T> T inTransaction(Function<JdbcTemplate, T> work) {
        return Objects.requireNonNull(transactions.<T>execute(_ -> work.apply(jdbc)));
    }

    /** The work sees the database as it was at its beginning, and leaves nothing behind. */
    <T> T inOneMoment(Function<JdbcTemplate, T> work) {
        return Objects.requireNonNull(moments.<T>execute(status -> {
            status.setRollbackOnly();
            return work.apply(jdbc);
        }));
    }

    /** Without a transaction. */
    JdbcTemplate jdbc() {
        return jdbc;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
