package dev.litevps.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.litevps.LiteVps;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.query.view.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes every view anew from a store of many mixed events: first some of them with nobody else there, against reading the same
 * events and inserting the same rows; then each, while 64 clients read and write. Fails if a view then differs from the live
 * one, or if a client is answered with anything but success.
 */
final class RebuildBenchmark {

    private static final int LIVES = 5;
    private static final int MINUTES = 120;
    private static final int CLIENTS = 64;
    private static final List<View> MEASURED = List.of(View.LEDGER, View.HISTORY, View.VPS, View.TOKEN);
    private static final String REBUILDS = "/api/support/rebuilds";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final double MILLIS = 1_000;

    private final long events;

    RebuildBenchmark(long events) {
        this.events = events;
    }

    void run(Report report) throws Exception {
        Path data = Files.createTempDirectory("litevps-bench-");
        try {
            long played;
            try (ConfigurableApplicationContext server = start(data)) {
                played = play(server);
            }
            multiply(played, data, report);
            try (ConfigurableApplicationContext server = start(data)) {
                PlayedLives lives = new PlayedLives(server);
                ApiCalls support = lives.somebody(Role.SUPPORT, new AccountId(UUID.randomUUID()));
                awaitViews(server, report);
                measure(support, server.getBean(DataSource.class), report);
                rebuildAll(support, lives, report);
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    /** Seals are another benchmark. */
    private static ConfigurableApplicationContext start(Path data) {
        return new SpringApplicationBuilder(LiteVps.class)
                .run(
                        "--server.port=0",
                        "--litevps.data=" + data,
                        "--litevps.host.network=127.93.6.0/24",
                        "--litevps.limits.requests-per-minute=1000000000",
                        "--litevps.limits.login-per-minute=1000000000",
                        "--litevps.seal.interval=24h",
                        "--logging.level.root=WARN");
    }

    /** The position before the first of the events that were played. */
    private static long play(ConfigurableApplicationContext server) throws Exception {
        long before = head(JdbcClient.create(server.getBean(DataSource.class)));
        PlayedLives lives = new PlayedLives(server);
        ApiCalls support = lives.somebody(Role.SUPPORT, new AccountId(UUID.randomUUID()));
        for (int life = 0; life < LIVES; life++) {
            lives.play(support, MINUTES);
        }
        awaitCaughtUp(server);
        return before;
    }

    /** While nobody follows. What was to be done for the copies was done for those that they were copied from. */
    private void multiply(long played, Path data, Report report) throws SQLException {
        try (EmbeddedPostgresServer database = EmbeddedPostgresServer.start(data.resolve("postgresql"));
                HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(database.jdbcUrl() + "?reWriteBatchedInserts=true");
            dataSource.setUsername(database.username());
            dataSource.setPassword(database.password());
            new MultipliedEvents(dataSource, played).fillUpTo(events, dataSource);
            JdbcClient jdbc = JdbcClient.create(dataSource);
            jdbc.sql("update token_entry set token = convert_to('{\"index\":' || ? || ',\"gaps\":[]}', 'UTF8')"
                            + " where processor_name not like 'query.%' and token is not null")
                    .param(head(jdbc))
                    .update();
            jdbc.sql("vacuum analyze domain_event_entry").update();
            report.title("Views made anew from %,d events of %d types"
                    .formatted(
                            jdbc.sql("select count(*) from domain_event_entry")
                                    .query(Long.class)
                                    .single(),
                            jdbc.sql("select count(distinct payload_type) from domain_event_entry")
                                    .query(Long.class)
                                    .single()));
        }
    }

    private static long head(JdbcClient jdbc) {
        return jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    private void awaitViews(ConfigurableApplicationContext server, Report report) throws InterruptedException {
        long begin = System.nanoTime();
        awaitCaughtUp(server);
        report.value(
                "all %d live views beside each other".formatted(View.values().length),
                events / (Measurement.millisSince(begin) / MILLIS),
                "events/s",
                "");
    }

    private static void awaitCaughtUp(ConfigurableApplicationContext server) throws InterruptedException {
        EventProcessingConfiguration processing = server.getBean(EventProcessingConfiguration.class);
        while (!processing.eventProcessors().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("query."))
                .map(entry -> (StreamingEventProcessor) entry.getValue())
                .allMatch(RebuildBenchmark::hasCaughtUp)) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static boolean hasCaughtUp(StreamingEventProcessor processor) {
        return !processor.processingStatus().isEmpty()
                && processor.processingStatus().values().stream().allMatch(EventTrackerStatus::isCaughtUp);
    }

    private void measure(ApiCalls support, DataSource dataSource, Report report) throws Exception {
        for (View view : MEASURED) {
            RawRebuild raw = new RawRebuild(view, dataSource);
            double limit = raw.eventsPerSecond();
            JsonNode rebuild = rebuild(view, support);
            double rate =
                    rebuild.path("events").asLong() / rebuild.path("seconds").asDouble();
            report.value("%s: read, and %,d rows inserted".formatted(view.group(), raw.rows()), limit, "events/s", "");
            report.value("%s: made anew".formatted(view.group()), rate, "events/s", "30,000 or more");
            report.ratio("of the limit", rate / limit, "-");
        }
    }

    private void rebuildAll(ApiCalls support, PlayedLives lives, Report report) throws Exception {
        report.title("Each view made anew and swapped, while %d clients read and write".formatted(CLIENTS));
        try (Visitors visitors = Visitors.come(CLIENTS, lives)) {
            for (View view : View.values()) {
                long asked = visitors.answers();
                JsonNode rebuild = rebuild(view, support);
                visitors.requireSuccess();
                report.line(
                        "  %-24s %,9d rows of %,d events in %6.1f s, %d differences; %,d answers to clients meanwhile"
                                .formatted(
                                        view.group(),
                                        rebuild.path("rows").asLong(),
                                        rebuild.path("events").asLong(),
                                        rebuild.path("seconds").asDouble(),
                                        rebuild.path("differences").asLong(),
                                        visitors.answers() - asked));
            }
            report.line("  %,d answers, each of them success; the slowest took %,d ms"
                    .formatted(visitors.answers(), visitors.slowestMillis()));
        }
    }

    /** Makes the view anew and swaps it; what the server says of it, with the seconds that it took. */
    private static JsonNode rebuild(View view, ApiCalls support) throws Exception {
        long begin = System.nanoTime();
        String id = support.ask("POST", REBUILDS, Map.of("view", view.group(), "swap", true, "reason", "benchmark"))
                .path("id")
                .asString();
        JsonNode now = support.ask("GET", REBUILDS + "/" + id, null);
        while (!now.path("state").asString().equals("swapped")) {
            if (now.path("state").asString().equals("failed")) {
                throw new IllegalStateException("the view could not be made anew: " + now);
            }
            Thread.sleep(LOOK_AGAIN);
            now = support.ask("GET", REBUILDS + "/" + id, null);
        }
        if (now.path("differences").asLong(-1) != 0) {
            throw new IllegalStateException("the view is another than the live one: " + now);
        }
        return ((ObjectNode) now).put("seconds", Measurement.millisSince(begin) / MILLIS);
    }
}
