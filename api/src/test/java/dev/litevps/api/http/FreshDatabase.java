package dev.litevps.api.http;

import dev.litevps.api.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/**
 * A database as a new server has made it when it has migrated it and nothing has happened yet. It is made once in each process
 * of tests, and copied for each server: that takes a tenth of the time.
 */
public final class FreshDatabase {

    private static final String FOLDER = "postgresql";
    private static final Path ORIGINAL = make();

    private FreshDatabase() {}

    private static Path make() {
        try {
            Path original = Files.createTempDirectory("litevps-test-original");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Server.delete(original), "fresh-database"));
            try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(original.resolve(FOLDER))) {
                Flyway.configure()
                        .dataSource(server.jdbcUrl(), server.username(), server.password())
                        .locations("classpath:db/migration")
                        .outOfOrder(true)
                        .load()
                        .migrate();
            }
            return original;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a server that has not started yet such a database. */
    public static void copyTo(Path data) {
        try {
            Process copy = new ProcessBuilder(
                            "cp", "-a", ORIGINAL.resolve(FOLDER).toString(), data.toString())
                    .inheritIO()
                    .start();
            if (copy.waitFor() != 0) {
                throw new IOException("The database could not be copied to " + data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
