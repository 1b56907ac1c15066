package dev.litevps.query;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.r2dbc.core.DatabaseClient;

/** A real PostgreSQL with the views in it, all empty. */
public final class ViewDatabase {

    public static final List<String> TABLES = List.of(
            "vps_view",
            "plan_view",
            "balance_view",
            "account_view",
            "ssh_key_view",
            "host_view",
            "access_token_view",
            "token_spending_view",
            "top_up_view",
            "alert_address_view");

    private static final List<String> SCRIPTS =
            List.of("V2__views.sql", "V7__access_token_views.sql", "V8__top_up_view.sql", "V9__alert_addresses.sql");

    private final JdbcTemplate jdbc;
    private final DatabaseClient reads;
    private final ShownVersions shownVersions = new ShownVersions();
    private final ViewWriter writer;

    public ViewDatabase() {
        String name = TestServer.newDatabase();
        DataSource dataSource = TestServer.server().getDatabase("postgres", name);
        try (Connection connection = dataSource.getConnection()) {
            for (String script : SCRIPTS) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/" + script));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        jdbc = new JdbcTemplate(dataSource);
        reads = DatabaseClient.create(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("localhost")
                .port(TestServer.server().getPort())
                .database(name)
                .username("postgres")
                .build()));
        writer = new ViewWriter(jdbc, shownVersions);
    }

    public ViewWriter writer() {
        return writer;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public DatabaseClient reads() {
        return reads;
    }

    ShownVersions shownVersions() {
        return shownVersions;
    }

    public void clear() {
        TABLES.forEach(table -> jdbc.update("delete from " + table));
    }

    /** What all the views show. */
    public Map<String, List<Map<String, Object>>> rows() {
        return TABLES.stream()
                .collect(Collectors.toMap(
                        table -> table, table -> jdbc.queryForList("select * from " + table + " order by 1")));
    }

    /** Has the projections handle the events, all in one batch. */
    public void handle(List<? extends DomainEventMessage<?>> events, Object... projections) {
        List<AnnotationEventHandlerAdapter> handlers = Arrays.stream(projections)
                .map(AnnotationEventHandlerAdapter::new)
                .toList();
        UnitOfWork<?> batch = DefaultUnitOfWork.startAndGet(events.getFirst());
        batch.execute(() -> {
            for (DomainEventMessage<?> event : events) {
                for (AnnotationEventHandlerAdapter handler : handlers) {
                    handle(event, handler);
                }
            }
        });
    }

    private static void handle(DomainEventMessage<?> event, AnnotationEventHandlerAdapter handler) {
        try {
            if (handler.canHandle(event)) {
                handler.handle(event);
            }
        } catch (Exception e) {
            throw new IllegalStateException("could not handle " + event, e);
        }
    }
}
