package dev.litevps.bench;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import dev.litevps.api.eventstore.NodeIdentity;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.saga.billing.ClockGuard;
import dev.litevps.saga.billing.MeteredAccounts;
import dev.litevps.saga.billing.MinuteClock;
import dev.litevps.saga.billing.MinuteClockObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * How long one minute of a large fleet takes to charge, until every event is stored, against the same rows written by SQL
 * in one transaction; and how long it takes to catch up with a day of downtime.
 */
final class BillingBenchmark {

    private static final int THREADS = 2;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 3;
    private static final Duration DOWNTIME = Duration.ofDays(1);
    private static final int MINUTES_A_YEAR = 365 * 24 * 60;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Minute START = Minute.of(Instant.parse("2027-01-01T00:00:00Z"));

    /** What to charge, and how fast that should be. */
    private record Case(String title, int accounts, String aim) {}

    private static final Case FLEET = new Case("100,000 machines in 10,000 accounts", 10_000, "1,000 or less");
    private static final Case LARGE_FLEET =
            new Case("1,000,000 machines in 100,000 accounts", 100_000, "10,000 or less");

    private BillingBenchmark() {}

    static void run(Report report) throws Exception {
        charge(FLEET, report);
        show(report);
        catchUp(report);
        charge(LARGE_FLEET, report);
    }

    private static void charge(Case fleet, Report report) throws Exception {
        try (Stage stage = new Stage(fleet.accounts())) {
            report.title("One minute of " + fleet.title());
            RawCharges raw = stage.rawCharges();
            double first = stage.tickMillis();
            List<Double> ticks = new ArrayList<>();
            List<Double> writes = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double tick = stage.tickMillis();
                double write = raw.writeMillis(fleet.accounts());
                if (round >= 0) {
                    ticks.add(tick);
                    writes.add(write);
                }
            }
            stage.requireCharged(1 + WARM_UP_ROUNDS + ROUNDS);
            double limit = Measurement.median(writes);
            double charged = Measurement.median(ticks);
            report.value("the same rows by SQL, one transaction, median", limit, "ms", "");
            report.value("charged and stored, median", charged, "ms", fleet.aim());
            report.value(
                    "charged and stored, slowest of " + ROUNDS,
                    ticks.stream().max(Double::compare).orElseThrow(),
                    "ms",
                    "");
            report.value("the first minute after a start, no ledger in memory", first, "ms", "");
            report.ratio("of the speed of the SQL", limit / charged, "none; said");
        }
    }

    /** The same while all views follow, and until they show it. */
    private static void show(Report report) throws Exception {
        try (Stage stage = new Stage(FLEET.accounts(), WithViews.class)) {
            report.title("One minute of " + FLEET.title() + ", with all views");
            stage.awaitViews();
            List<Double> ticks = new ArrayList<>();
            List<Double> shown = new ArrayList<>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                long start = System.nanoTime();
                double tick = stage.tickMillis();
                stage.awaitViews();
                if (round >= 0) {
                    ticks.add(tick);
                    shown.add(Measurement.millisSince(start));
                }
            }
            report.value("charged and stored, median", Measurement.median(ticks), "ms", "");
            report.value("and shown by all views, median", Measurement.median(shown), "ms", "");
        }
    }

    private static void catchUp(Report report) throws Exception {
        try (Stage stage = new Stage(FLEET.accounts())) {
            report.title("A day of downtime, " + FLEET.title());
            stage.tickMillis();
            stage.restart();
            stage.pass(DOWNTIME);
            double millis = stage.tickMillis();
            stage.requireCharged(DOWNTIME.toMinutes() + 2);
            report.value("caught up, from a start with no ledger in memory", millis, "ms", "60,000 or less");
        }
    }

    /** Whether the age of an account makes a difference. */
    static void growOld(Report report) throws Exception {
        report.title("One account with ten machines, charged for a minute");
        for (int minutes : List.of(60, MINUTES_A_YEAR)) {
            try (Stage stage = new Stage(1)) {
                stage.age(minutes);
                stage.tickMillis();
                stage.awaitSnapshot();
                List<Double> cold = new ArrayList<>();
                List<Double> warm = new ArrayList<>();
                for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                    stage.restart();
                    double first = stage.tickMillis();
                    double second = stage.tickMillis();
                    if (round >= 0) {
                        cold.add(first);
                        warm.add(second);
                    }
                }
                String age = minutes < MINUTES_A_YEAR ? "an hour old" : "a year old";
                report.value(age + ", from memory, median", Measurement.median(warm), "ms", "");
                report.value(age + ", from the store after a start, median", Measurement.median(cold), "ms", "");
            }
        }
    }

    /** A server's inner half on a database of its own: event store, aggregates and the minute clock, and a fleet. */
    private static final class Stage implements AutoCloseable {

        private final Path folder = Files.createTempDirectory("litevps-bench-");
        private final EmbeddedPostgresServer server;
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final SettableClock clock = new SettableClock(START.start());
        private final int accounts;
        private final Class<?> application;
        private final BillingFleet fleet;
        private ConfigurableApplicationContext context;
        private MinuteClock minuteClock;

        Stage(int accounts) throws Exception {
            this(accounts, WithoutViews.class);
        }

        Stage(int accounts, Class<?> application) throws Exception {
            this.accounts = accounts;
            this.application = application;
            server = EmbeddedPostgresServer.start(folder);
            context = start();
            fleet = BillingFleet.write(
                    accounts, START, context.getBean(EventStorageEngine.class), context.getBean(JdbcOperations.class));
            minuteClock = minuteClock();
        }

        RawCharges rawCharges() {
            return new RawCharges(server.jdbcUrl(), server.username(), server.password());
        }

        /** As after an outage: nothing is in memory. */
        void restart() {
            context.close();
            context = start();
            minuteClock = minuteClock();
        }

        /** As if the first account had been charged for so many minutes, one by one. */
        void age(int minutes) {
            fleet.age(minutes, context.getBean(EventStorageEngine.class));
            pass(Duration.ofMinutes(minutes));
        }

        /** The first to load a ledger without a snapshot, or with an old one, has one made. */
        void awaitSnapshot() throws InterruptedException {
            while (context.getBean(JdbcClient.class)
                            .sql("select count(*) from snapshot_event_entry where aggregate_identifier like 'ledger-%'")
                            .query(Long.class)
                            .single()
                    == 0) {
                tickMillis();
                Thread.sleep(LOOK_AGAIN);
            }
        }

        void awaitViews() throws InterruptedException {
            TrackingToken head = context.getBean(EventStorageEngine.class).createHeadToken();
            Collection<EventProcessor> processors = context.getBean(EventProcessingConfiguration.class)
                    .eventProcessors()
                    .values();
            while (!processors.stream().allMatch(processor -> hasReached(head, (StreamingEventProcessor) processor))) {
                Thread.sleep(LOOK_AGAIN);
            }
        }

        private static boolean hasReached(TrackingToken head, StreamingEventProcessor processor) {
            Collection<EventTrackerStatus> segments =
                    processor.processingStatus().values();
            return !segments.isEmpty()
                    && segments.stream()
                            .allMatch(segment -> segment.getTrackingToken() != null
                                    && segment.getTrackingToken().covers(head));
        }

        void pass(Duration time) {
            clock.set(clock.instant().plus(time));
        }

        double tickMillis() {
            pass(Duration.ofMinutes(1));
            long start = System.nanoTime();
            minuteClock.tick();
            return Measurement.millisSince(start);
        }

        /** A benchmark that charged something else than it should have would be of no use. */
        void requireCharged(long minutes) {
            Long charged =
                    context.getBean(JdbcClient.class).sql("""
                            select sum((line ->> 'minutes')::bigint)
                            from domain_event_entry,
                                 jsonb_array_elements(convert_from(payload, 'UTF8')::jsonb -> 'lines') line
                            where payload_type like '%MinuteCharged'""").query(Long.class).single();
            long expected = minutes * accounts * 10;
            if (charged != expected) {
                throw new IllegalStateException("%d minutes were charged instead of %d".formatted(charged, expected));
            }
        }

        private ConfigurableApplicationContext start() {
            DatabaseCoordinates coordinates = new DatabaseCoordinates(
                    server.host(), server.port(), server.database(), server.username(), server.password());
            return new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE)
                    .properties("logging.level.root=WARN", "litevps.event-store.ledger-cache-size=" + 2 * accounts)
                    .initializers(starting -> {
                        GenericApplicationContext beans = (GenericApplicationContext) starting;
                        beans.registerBean(DatabaseCoordinates.class, () -> coordinates);
                        beans.registerBean(NodeIdentity.class, NodeIdentity::alone);
                    })
                    .run();
        }

        private MinuteClock minuteClock() {
            return new MinuteClock(
                    new MeteredAccounts(context.getBean(JdbcClient.class)),
                    context.getBean(CommandGateway.class)::sendAndWait,
                    new ClockGuard(clock, clock::nanos),
                    threads,
                    MinuteClock.ACCOUNTS_AT_ONCE,
                    new Unobserved());
        }

        @Override
        public void close() throws IOException {
            context.close();
            threads.shutdown();
            server.close();
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static final class Unobserved implements MinuteClockObserver {

        @Override
        public void charged(Minute minute, int accounts) {
            // The time is taken outside.
        }

        @Override
        public void failed(AccountId account) {
            throw new IllegalStateException("account " + account + " could not be charged");
        }

        @Override
        public void clockWasSet(Duration disagreement) {
            throw new IllegalStateException("nobody set the clock");
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"dev.litevps.api.eventstore", "dev.litevps.command"})
    @Import(BenchmarkTerms.class)
    static class WithoutViews {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"dev.litevps.api.eventstore", "dev.litevps.command", "dev.litevps.query"})
    @Import(BenchmarkTerms.class)
    static class WithViews {}
}
