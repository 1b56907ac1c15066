package dev.litevps.api.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes that this one has committed events. PostgreSQL lets transactions that notify commit only one after
 * the other, so it is not the commands that do it, but one thread, after them, for many at once.
 */
final class CommitAnnouncer implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitAnnouncer.class);

    /** What other nodes wait at most, and what limits the cost of announcing under load. */
    private static final Duration INTERVAL = Duration.ofMillis(5);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String node;
    private final DataSource dataSource;
    private final boolean hasNeighbours;
    private final Semaphore signals = new Semaphore(0);
    private final Thread sender =
            Thread.ofPlatform().daemon().name("commit-announcer").unstarted(this::run);
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    CommitAnnouncer(String node, DataSource dataSource, boolean hasNeighbours) {
        this.node = node;
        this.dataSource = dataSource;
        this.hasNeighbours = hasNeighbours;
    }

    void start() {
        if (hasNeighbours) {
            sender.start();
        }
    }

    /** These aggregates have new events. Never blocks on the database. */
    void announce(Collection<String> aggregateIdentifiers) {
        if (!hasNeighbours) {
            return;
        }
        changed.addAll(aggregateIdentifiers);
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** What is added meanwhile is either taken now or the next time. */
    private Set<String> takeChanged() {
        Set<String> taken = new HashSet<>();
        for (Iterator<String> left = changed.iterator(); left.hasNext(); left.remove()) {
            taken.add(left.next());
        }
        return taken;
    }

    private void run() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                announceOn(connection);
            } catch (SQLException e) {
                if (!closed) {
                    LOGGER.warn("Other nodes could not be told about commits; they find them by themselves", e);
                    pause(PAUSE_AFTER_FAILURE);
                }
            }
        }
    }

    private void announceOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Nothing is lost with a notification, so there is no reason to wait for the disk.
            statement.execute("set synchronous_commit to off");
        }
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            while (!closed) {
                signals.acquire();
                signals.drainPermits();
                notify.setString(1, CommitSignal.CHANNEL);
                notify.setString(2, new CommitSignal(node, takeChanged()).encode());
                notify.execute();
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        sender.interrupt();
    }
}
