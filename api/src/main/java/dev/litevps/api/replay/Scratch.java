package dev.litevps.api.replay;

import dev.litevps.api.deadletter.Refusals;
import dev.litevps.api.eventstore.DatabaseCoordinates;
import dev.litevps.query.view.View;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.BiFunction;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A place to make a view anew: temporary tables of the same names, which on one connection hide the live ones, so that the
 * projection that fills those fills these. All in one transaction, which sees the database as it was at its beginning and is
 * rolled back at its end: nobody else ever sees any of it.
 */
@Component
class Scratch {

    private final DatabaseCoordinates database;
    private final Projections projections;

    Scratch(DatabaseCoordinates database, Projections projections) {
        this.database = database;
        this.projections = projections;
    }

    /**
     * Gives an empty copy of the view to whoever fills it and reads it. On a connection of its own: one of the pool remembers
     * statements that were made for the live tables, and would write those.
     */
    <T> T with(View view, Refusals refusals, BiFunction<Replay, JdbcTemplate, T> work) {
        SingleConnectionDataSource connection = null;
        try {
            connection = new SingleConnectionDataSource(database.unpooled().getConnection(), true);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(connection));
            transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            JdbcTemplate jdbc = new JdbcTemplate(connection);
            return Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                for (String table : view.tables()) {
                    jdbc.execute("create temporary table " + table + " (like public." + table
                            + " including all) on commit drop");
                }
                return work.apply(projections.replay(view, jdbc, refusals), jdbc);
            }));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no connection for a replay", e);
        } finally {
            if (connection != null) {
                connection.destroy();
            }
        }
    }
}
