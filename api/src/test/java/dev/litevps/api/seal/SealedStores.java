package dev.litevps.api.seal;

import dev.litevps.api.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL, with as many stores as are asked for: empty ones, and copies of one that has a thousand sealed events. */
final class SealedStores implements AutoCloseable {

    static final int EVENTS = 1_000;
    static final int AGGREGATES = 30;

    private static final String EMPTY = "empty_store";
    private static final String FULL = "full_store";

    private final Path folder;
    private final EmbeddedPostgresServer server;
    private final Path witnessOfFull;
    private int made;

    SealedStores() {
        try {
            this.folder = Files.createTempDirectory("litevps-seal-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = EmbeddedPostgresServer.start(folder.resolve("postgresql"));
        this.witnessOfFull = folder.resolve("full.txt");
        create(EMPTY, "template1");
        Flyway.configure()
                .dataSource(dataSource(EMPTY))
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
        create(FULL, EMPTY);
        SealedStore full = new SealedStore(dataSource(FULL), witnessOfFull);
        full.append(EVENTS, AGGREGATES);
        full.sealAll();
    }

    SealedStore empty() {
        return copy(EMPTY);
    }

    SealedStore full() {
        SealedStore store = copy(FULL);
        try {
            Files.copy(witnessOfFull, store.witness());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    private SealedStore copy(String template) {
        made++;
        String name = "store" + made;
        create(name, template);
        return new SealedStore(dataSource(name), folder.resolve(name + ".txt"));
    }

    /** A file that nobody else has. */
    Path newFile() {
        made++;
        return folder.resolve("file" + made + ".txt");
    }

    private void create(String name, String template) {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private PGSimpleDataSource dataSource(String name) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {server.host()});
        dataSource.setPortNumbers(new int[] {server.port()});
        dataSource.setDatabaseName(name);
        dataSource.setUser(server.username());
        dataSource.setPassword(server.password());
        // Thousands of small transactions, and nobody pulls the plug.
        dataSource.setOptions("-c synchronous_commit=off");
        return dataSource;
    }

    @Override
    public void close() {
        server.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
