package dev.litevps.query;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.r2dbc.core.DatabaseClient;

/** A real PostgreSQL with the views in it, all empty. */
public final class ViewDatabase {

    private static final String SCRIPTS = "classpath*:db/migration/V*.sql";
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*");

    private final List<ShownVersionQuery> versions;
    private final List<String> tables;
    private final JdbcTemplate jdbc;
    private final DatabaseClient reads;
    private final ShownVersions shownVersions = new ShownVersions(RecentRows.none());
    private final ViewWriter writer;

    public ViewDatabase() {
        String name = TestServer.newDatabase();
        DataSource dataSource = TestServer.server().getDatabase("postgres", name);
        try (Connection connection = dataSource.getConnection()) {
            for (Resource script : scripts()) {
                ScriptUtils.executeSqlScript(connection, script);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext(ShownVersionQueries.class)) {
            versions =
                    List.copyOf(context.getBeansOfType(ShownVersionQuery.class).values());
        }
        jdbc = new JdbcTemplate(dataSource);
        tables = jdbc.queryForList(
                "select tablename from pg_tables where schemaname = 'public' order by tablename", String.class);
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
        tables.forEach(table -> jdbc.update("delete from " + table));
    }

    /** What all the views show. */
    public Map<String, List<Map<String, Object>>> rows() {
        return tables.stream().collect(Collectors.toMap(table -> table, this::rows));
    }

    private List<Map<String, Object>> rows(String table) {
        List<Map<String, Object>> rows = jdbc.queryForList("select * from " + table + " as shown order by shown::text");
        rows.forEach(row -> row.replaceAll((_, value) -> value instanceof Array ? value.toString() : value));
        return rows;
    }

    /** Up to which event the views show this aggregate, as those see it who wait for it. */
    public long shownVersion(String aggregateType, String identifier) {
        return versions.stream()
                .filter(version -> version.aggregateType().equals(aggregateType))
                .map(version -> jdbc.queryForObject(version.sql().replace(":identifier", "?"), Long.class, identifier))
                .findFirst()
                .orElseThrow();
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

    private static List<Resource> scripts() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(SCRIPTS))
                    .sorted(Comparator.comparingInt(ViewDatabase::version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Resource script) {
        Matcher matcher = VERSION.matcher(String.valueOf(script.getFilename()));
        if (!matcher.matches()) {
            throw new IllegalStateException("no version in the name of " + script);
        }
        return Integer.parseInt(matcher.group(1));
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
