package dev.litevps.api.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other nodes have committed: it wakes those who follow events on this node, and forgets the aggregates that
 * have changed, since deciding on their old state would be refused when it comes to storing the decision.
 */
final class CommitListener implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitListener.class);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final int ANSWER_SECONDS = 5;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String node;
    private final DataSource dataSource;
    private final EventTail tail;
    private final List<Cache> aggregates;
    private final Thread receiver =
            Thread.ofPlatform().daemon().name("commit-listener").unstarted(this::run);
    private volatile boolean closed;
    private volatile @Nullable Connection current;

    CommitListener(String node, DataSource dataSource, EventTail tail, List<Cache> aggregates) {
        this.node = node;
        this.dataSource = dataSource;
        this.tail = tail;
        this.aggregates = List.copyOf(aggregates);
    }

    void start() {
        receiver.start();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                current = connection;
                listenOn(connection);
            } catch (SQLException e) {
                if (!closed) {
                    LOGGER.warn("The commits of other nodes cannot be heard; looking for them instead", e);
                    pause();
                }
            }
        }
    }

    private void listenOn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CommitSignal.CHANNEL);
        }
        // Nobody knows what was said before.
        aggregates.forEach(Cache::removeAll);
        tail.signal();
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] received = notifications.getNotifications((int) WAIT.toMillis());
            if (received == null || received.length == 0) {
                checkAlive(connection);
            } else {
                for (PGNotification notification : received) {
                    hear(CommitSignal.decode(notification.getParameter()));
                }
            }
        }
    }

    private static void checkAlive(Connection connection) throws SQLException {
        if (!connection.isValid(ANSWER_SECONDS)) {
            throw new SQLException("the connection is dead");
        }
    }

    private void hear(@Nullable CommitSignal signal) {
        if (signal == null || signal.sender().equals(node)) {
            return;
        }
        if (signal.aggregateIdentifiers().isEmpty()) {
            aggregates.forEach(Cache::removeAll);
        } else {
            aggregates.forEach(cache -> signal.aggregateIdentifiers().forEach(cache::remove));
        }
        tail.signal();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        receiver.interrupt();
        Connection connection = current;
        if (connection != null) {
            // Closing it politely would wait for the notification that it is waiting for.
            connection.abort(Runnable::run);
        }
    }
}
