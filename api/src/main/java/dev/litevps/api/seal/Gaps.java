package dev.litevps.api.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which numbers of the store nobody will use any more. Events are numbered when they are inserted and appear when they are
 * committed, so a missing number may yet appear, unless every transaction that had begun to insert when a later number was
 * already there is over. PostgreSQL says which those are: whoever inserts holds a lock on the table from before it is given a
 * number until its rows can be seen. No time-out has to be guessed, and nobody is held up.
 */
final class Gaps {

    private static final String LAST = "select coalesce(max(global_index), 0) from domain_event_entry";

    private static final String INSERTING = """
            select virtualtransaction from pg_locks
            where locktype = 'relation' and relation = 'domain_event_entry'::regclass and mode = 'RowExclusiveLock'
              and database = (select oid from pg_database where datname = current_database())""";

    private long settled;
    private long candidate;
    private Set<String> unfinished = Set.of();

    /** Up to which position everything that will ever be there is there. */
    long settled() {
        return settled;
    }

    /** Looks who is still inserting; in no transaction, so that each statement sees what is so when it begins. */
    void look(Connection connection) throws SQLException {
        if (!unfinished.isEmpty()) {
            Set<String> still = inserting(connection);
            still.retainAll(unfinished);
            unfinished = still;
            if (!still.isEmpty()) {
                return;
            }
            settled = candidate;
        }
        // The number first: who was given a lower one before has its lock by now, or is done.
        candidate = last(connection);
        unfinished = inserting(connection);
        if (unfinished.isEmpty()) {
            settled = candidate;
        }
    }

    private static long last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Set<String> inserting(Connection connection) throws SQLException {
        Set<String> transactions = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(INSERTING);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                transactions.add(row.getString(1));
            }
        }
        return transactions;
    }
}
