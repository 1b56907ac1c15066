package dev.litevps.api.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stores the events of many units of work with few transactions. A thread that has events to store while others are at it
 * waits in a queue; as soon as one of them is done, the first in the queue stores everything that has queued up, for all
 * of them, in one transaction. So a lone caller waits for nobody, and many callers share the trips to the database and
 * the flushes of its log.
 *
 * <p>Each append is still all or nothing and independent of the others: if one of them is refused, the transaction is
 * rolled back and each is stored by itself. When {@link #append} returns, the events are durable.
 */
final class GroupCommit {

    /** While one transaction is being flushed to disk, others are being filled. */
    private static final int TRANSACTIONS_AT_ONCE = 3;

    private static final int MAX_APPENDS = 128;
    private static final String CONSTRAINT_VIOLATION = "23";

    private final DataSource dataSource;
    private final RecentEvents recent;
    private final Semaphore leaders = new Semaphore(TRANSACTIONS_AT_ONCE);
    private final Queue<Append> queue = new ConcurrentLinkedQueue<>();

    /** @param recent is told what has been stored */
    GroupCommit(DataSource dataSource, RecentEvents recent) {
        this.dataSource = dataSource;
        this.recent = recent;
    }

    /**
     * Stores these events, all or none of them.
     *
     * @throws SQLException if they were refused; or if the database failed, when nobody knows whether they were stored
     */
    void append(List<EventRow> rows) throws SQLException {
        Append own = new Append(rows);
        queue.add(own);
        boolean interrupted = false;
        while (!own.done) {
            // Where nothing was left to store, another leader has taken it, and will say when it is stored.
            if (!leaders.tryAcquire() || !lead()) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (own.failure != null) {
            throw own.failure;
        }
    }

    /** Stores what has queued up; false if that was nothing. */
    private boolean lead() {
        List<Append> group = takeGroup();
        try {
            if (!group.isEmpty()) {
                store(group);
            }
            return !group.isEmpty();
        } finally {
            group.forEach(Append::endIfLost);
            leaders.release();
            Append next = queue.peek();
            if (next != null) {
                LockSupport.unpark(next.caller);
            }
        }
    }

    private List<Append> takeGroup() {
        List<Append> group = new ArrayList<>();
        while (group.size() < MAX_APPENDS) {
            Append append = queue.poll();
            if (append == null) {
                break;
            }
            group.add(append);
        }
        return group;
    }

    private void store(List<Append> group) {
        SQLException failure = tryToStore(group);
        if (failure != null && group.size() > 1 && isRefusal(failure)) {
            group.forEach(append -> append.end(tryToStore(List.of(append))));
        } else {
            group.forEach(append -> append.end(failure));
        }
    }

    private @Nullable SQLException tryToStore(List<Append> group) {
        List<EventRow> rows =
                group.stream().flatMap(append -> append.rows.stream()).toList();
        try (Connection connection = dataSource.getConnection()) {
            if (rows.size() == 1) {
                insert(connection, rows);
            } else {
                insertInTransaction(connection, rows);
            }
        } catch (SQLException e) {
            return e;
        } catch (RuntimeException e) {
            return new SQLException("The events could not be stored", e);
        }
        recent.stored(rows);
        return null;
    }

    private static void insertInTransaction(Connection connection, List<EventRow> rows) throws SQLException {
        connection.setAutoCommit(false);
        try {
            insert(connection, rows);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void insert(Connection connection, List<EventRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(EventRow.INSERT)) {
            for (EventRow row : rows) {
                row.addTo(insert);
            }
            insert.executeBatch();
        }
    }

    private static boolean isRefusal(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(CONSTRAINT_VIOLATION);
    }

    /** What one caller has to store, and how it ended. */
    private static final class Append {

        private final List<EventRow> rows;
        private final Thread caller = Thread.currentThread();
        private @Nullable SQLException failure;
        private volatile boolean done;

        private Append(List<EventRow> rows) {
            this.rows = List.copyOf(rows);
        }

        /** Nobody may wait for ever because the thread that stored for all of them broke down. */
        void endIfLost() {
            if (!done) {
                end(new SQLException("The thread that stored the events broke down"));
            }
        }

        void end(@Nullable SQLException reason) {
            failure = reason;
            done = true;
            LockSupport.unpark(caller);
        }
    }
}
