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
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** A server's inner half on a database of its own: event store, aggregates and the minute clock, and a fleet. */
final class BillingStage implements AutoCloseable {

    private static final int THREADS = 2;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Minute START = Minute.of(Instant.parse("2027-01-01T00:00:00Z"));

    private final Path folder = Files.createTempDirectory("litevps-bench-");
    private final EmbeddedPostgresServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final SettableClock clock = new SettableClock(START.start());
    private final int accounts;
    private final Class<?> application;
    private final BillingFleet fleet;
    private ConfigurableApplicationContext context;
    private MinuteClock minuteClock;

    BillingStage(int accounts) throws Exception {
        this(accounts, InnerHalf.WithoutViews.class);
    }

    BillingStage(int accounts, Class<?> application) throws Exception {
        this.accounts = accounts;
        this.application = application;
        server = EmbeddedPostgresServer.start(folder);
        context = start();
        fleet = BillingFleet.write(
                accounts, START, context.getBean(EventStorageEngine.class), context.getBean(JdbcOperations.class));
        minuteClock = minuteClock();
    }

    /** How many ledgers are kept in memory at most: more than there are accounts, so that none is ever dropped. */
    int ledgerCacheSize() {
        return 2 * accounts;
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
        Collection<EventTrackerStatus> segments = processor.processingStatus().values();
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
        long expected = minutes * accounts * BillingFleet.MACHINES_EACH;
        if (charged != expected) {
            throw new IllegalStateException("%d minutes were charged instead of %d".formatted(charged, expected));
        }
    }

    private ConfigurableApplicationContext start() {
        DatabaseCoordinates coordinates = new DatabaseCoordinates(
                server.host(), server.port(), server.database(), server.username(), server.password());
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties("logging.level.root=WARN", "litevps.event-store.ledger-cache-size=" + ledgerCacheSize())
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
}
