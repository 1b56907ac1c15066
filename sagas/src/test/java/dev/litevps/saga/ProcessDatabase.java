package dev.litevps.saga;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** One real PostgreSQL for all tests of a run, with the tables that the processes' durable work is in. */
public final class ProcessDatabase {

    private static final List<String> TABLES = List.of(
            "scheduled_tasks",
            "machine_order",
            "snapshot_order",
            "live_job",
            "job_output",
            "machine_register",
            "metered_account",
            "alert");

    /** The module that boots the application owns the tables that several modules use. */
    private static final String SHARED_MIGRATIONS = "../api/src/main/resources/db/migration/";

    private static final DataSource DATA_SOURCE = start();

    private ProcessDatabase() {}

    /** The database, with every table empty. */
    public static DataSource empty() {
        JdbcClient jdbc = JdbcClient.create(DATA_SOURCE);
        TABLES.forEach(table -> jdbc.sql("DELETE FROM " + table).update());
        jdbc.sql("UPDATE minute_clock SET minute = 0").update();
        return DATA_SOURCE;
    }

    private static DataSource start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            DataSource dataSource = pool(server);
            try (Connection connection = dataSource.getConnection()) {
                for (Resource migration : migrations()) {
                    ScriptUtils.executeSqlScript(connection, migration);
                }
            }
            return dataSource;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource pool(EmbeddedPostgres server) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        return new HikariDataSource(config);
    }

    private static List<Resource> migrations() {
        return List.of(
                new FileSystemResource(SHARED_MIGRATIONS + "V1__event_store.sql"),
                new FileSystemResource(SHARED_MIGRATIONS + "V3__processes_and_secrets.sql"),
                new ClassPathResource("db/migration/V4__last_orders.sql"),
                new ClassPathResource("db/migration/V5__metered_accounts.sql"),
                new ClassPathResource("db/migration/V15_1__snapshot_orders.sql"),
                new ClassPathResource("db/migration/V17__job_orders.sql"),
                new ClassPathResource("db/migration/V22__machine_addresses.sql"),
                new FileSystemResource(SHARED_MIGRATIONS + "V10__mail.sql"));
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
