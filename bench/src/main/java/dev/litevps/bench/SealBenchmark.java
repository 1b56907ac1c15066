package dev.litevps.bench;

import dev.litevps.api.eventstore.RecentEvents;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.api.seal.SealKeys;
import dev.litevps.api.seal.SealProperties;
import dev.litevps.api.seal.Sealing;
import dev.litevps.api.seal.StoreVerification;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.seal.SealSigner;
import dev.litevps.events.seal.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * What sealing costs those who append events: commands a second with the sealer on and off, in turns. And how many events a
 * second are verified, against reading the same rows and nothing else.
 */
final class SealBenchmark {

    private static final int PAIRS = 8;
    private static final int EVENTS = 500_000;
    private static final int ROWS_AT_ONCE = 2_000;
    private static final int VERIFICATIONS = 3;
    private static final double PERCENT = 100;
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Copies of an event that a command has left, spread over a thousand aggregates. */
    private static final String FILL = """
            insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload_revision, payload, meta_data)
            select gen_random_uuid(), 'copy-' || mod(number, 1000), number / 1000, type, time_stamp, payload_type,
                payload_revision, payload, meta_data
            from generate_series(0, :last) as number, (select * from domain_event_entry order by global_index desc limit 1) as one
            order by number""";

    private final Duration round;

    SealBenchmark(int seconds) {
        this.round = Duration.ofSeconds(seconds).dividedBy(2);
    }

    void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("litevps-bench-");
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder.resolve("postgresql"));
                ConfigurableApplicationContext context = CommandBenchmark.start(server, InnerHalf.WithoutViews.class)) {
            SealKeys keys = SealKeys.of(List.of(SealSigner.ofSeed("bench", new byte[32])));
            SealProperties properties = new SealProperties(Duration.ofSeconds(1), 5_000, 1, null, null);
            DataSource dataSource = context.getBean(DataSource.class);
            Sealing sealing = new Sealing(
                    dataSource,
                    keys,
                    properties,
                    Clock.systemUTC(),
                    folder.resolve("witness.txt"),
                    context.getBean(RecentEvents.class));
            compareAppends(context, sealing, JdbcClient.create(dataSource), report);
            verify(dataSource, keys, sealing, report);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void compareAppends(ConfigurableApplicationContext context, Sealing sealing, JdbcClient jdbc, Report report)
            throws Exception {
        report.title("Commands with the sealer off and on, in turns, %d rounds of %.1f s each"
                .formatted(PAIRS, round.toMillis() / 1_000.0));
        List<LedgerId> ledgers = CommandBenchmark.openLedgers(context.getBean(CommandGateway.class));
        List<Callable<?>> commands = CommandBenchmark.credits(context, ledgers);
        Load.run(commands, Duration.ZERO, round.multipliedBy(4));
        List<Double> off = new ArrayList<>();
        List<Double> on = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean offFirst = pair % 2 == 0;
            double first = measure(commands, sealing, jdbc, !offFirst);
            double second = measure(commands, sealing, jdbc, offFirst);
            off.add(offFirst ? first : second);
            on.add(offFirst ? second : first);
            ratios.add(on.getLast() / off.getLast());
        }
        report.spread("commands, sealer off", off, "/s");
        report.spread("commands, sealer on", on, "/s");
        report.spread("cost of the sealer, in pairs", percents(ratios), "%");
        report.value(
                "cost of the sealer, of the medians",
                PERCENT * (1 - Measurement.median(on) / Measurement.median(off)),
                "%",
                "3 or less");
    }

    private static List<Double> percents(List<Double> ratios) {
        return ratios.stream().map(ratio -> PERCENT * (1 - ratio)).toList();
    }

    /** What other rounds have left to be sealed is none of this one's business. */
    private double measure(List<Callable<?>> commands, Sealing sealing, JdbcClient jdbc, boolean sealed)
            throws Exception {
        sealing.start();
        awaitSealed(sealing, jdbc);
        if (!sealed) {
            sealing.stop();
        }
        try {
            return Load.run(commands, WARM_UP, round).perSecond();
        } finally {
            sealing.stop();
        }
    }

    private static void awaitSealed(Sealing sealing, JdbcClient jdbc) throws InterruptedException {
        long events = jdbc.sql("select count(*) from domain_event_entry")
                .query(Long.class)
                .single();
        while (sealing.status().size() < events) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static void verify(DataSource dataSource, SealKeys keys, Sealing sealing, Report report)
            throws SQLException, InterruptedException {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        jdbc.sql(FILL).param("last", EVENTS - 1).update();
        jdbc.sql("vacuum analyze domain_event_entry").update();
        long events = jdbc.sql("select count(*) from domain_event_entry")
                .query(Long.class)
                .single();
        report.title("Sealing and verifying a store of %,d events, %,d bytes each on average"
                .formatted(events, averageBytes(jdbc)));
        long begin = System.nanoTime();
        sealing.start();
        awaitSealed(sealing, jdbc);
        report.value("sealed, from the beginning of %,d".formatted(EVENTS), EVENTS / seconds(begin), "events/s", "");
        sealing.stop();
        List<Double> reads = new ArrayList<>();
        List<Double> verifications = new ArrayList<>();
        for (int i = 0; i < VERIFICATIONS; i++) {
            begin = System.nanoTime();
            read(dataSource);
            reads.add(events / seconds(begin));
            begin = System.nanoTime();
            Verdict verdict = StoreVerification.verify(dataSource, keys.published(), List.of());
            verifications.add(events / seconds(begin));
            if (!verdict.isIntact() || verdict.events() != events) {
                throw new IllegalStateException("the store was not verified: " + verdict.findings());
            }
        }
        report.spread("read by a cursor", reads, "events/s");
        report.spread("verified", verifications, "events/s");
        report.line(
                "  %-58s %9.2f".formatted("of reading", Measurement.median(verifications) / Measurement.median(reads)));
        report.value("the seals' share of the tables", PERCENT * sealShare(jdbc), "%", "");
    }

    private static double seconds(long begin) {
        return Measurement.millisSince(begin) / 1_000;
    }

    private static long averageBytes(JdbcClient jdbc) {
        return jdbc.sql("select avg(pg_column_size(one.*))::bigint from domain_event_entry one")
                .query(Long.class)
                .single();
    }

    private static double sealShare(JdbcClient jdbc) {
        return jdbc.sql("""
                        select (pg_total_relation_size('seal_leaf_tile') + pg_total_relation_size('seal_node_tile')
                            + pg_total_relation_size('seal_checkpoint'))::float8
                            / pg_total_relation_size('domain_event_entry')""").query(Double.class).single();
    }

    private static void read(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery("select * from domain_event_entry order by global_index")) {
                while (row.next()) {
                    row.getLong(1);
                    for (int text = 2; text <= 8; text++) {
                        row.getString(text);
                    }
                    row.getBytes(9);
                    row.getBytes(10);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
