package dev.litevps.api.eventstore;

import dev.litevps.api.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** One real PostgreSQL for all tests of a run, with a new database for each who asks. */
final class TestDatabase {

    static {
        // Nothing here takes that long, but the machine may be busy with other things.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable EmbeddedPostgresServer server;

    private TestDatabase() {}

    static synchronized DatabaseCoordinates create() {
        EmbeddedPostgresServer running = server == null ? start() : server;
        server = running;
        String name = "test" + NUMBER.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(running.jdbcUrl(), running.username(), running.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseCoordinates(running.host(), running.port(), name, running.username(), running.password());
    }

    private static EmbeddedPostgresServer start() {
        try {
            Path folder = Files.createTempDirectory("litevps-test-database");
            EmbeddedPostgresServer started = EmbeddedPostgresServer.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgresServer started, Path folder) {
        started.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
