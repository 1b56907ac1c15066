package dev.litevps.bench;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import dev.litevps.api.eventstore.NodeIdentity;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
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
    private static final Minute START = Minute.of(Instant.parse("2027-01-01T00:00:00Z"));

    /** What to charge, and how fast that should be. */
    private record Case(String title, int accounts, String aim) {}

    private static final Case FLEET = new Case("100,000 machines in 10,000 accounts", 10_000, "1,000 or less");
    private static final Case LARGE_FLEET =
            new Case("1,000,000 machines in 100,000 accounts", 100_000, "10,000 or less");

    private BillingBenchmark() {}

    static void run(Report report) throws Exception {
        charge(FLEET, report);
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

    /** A server's inner half on a database of its own: event store, aggregates and the minute clock, and a fleet. */
    private static final class Stage implements AutoCloseable {

        private final Path folder = Files.createTempDirectory("litevps-bench-");
        private final EmbeddedPostgresServer server;
        private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        private final SettableClock clock = new SettableClock(START.start());
        private final int accounts;
        private ConfigurableApplicationContext context;
        private MinuteClock minuteClock;

        Stage(int accounts) throws Exception {
            this.accounts = accounts;
            server = EmbeddedPostgresServer.start(folder);
            context = start();
            BillingFleet.write(
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
            return new SpringApplicationBuilder(Billing.class)
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
                    context.getBean(CommandGateway.class),
                    new ClockGuard(clock, clock::nanos),
                    threads,
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
    static class Billing {

        @Bean
        BillingTerms billingTerms() {
            return new BillingTerms(Duration.ofDays(3), Duration.ofDays(1), Usd.of("1.00"));
        }
    }
}
