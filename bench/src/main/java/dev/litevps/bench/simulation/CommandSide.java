package dev.litevps.bench.simulation;

import dev.litevps.api.eventstore.EventSerialization;
import dev.litevps.bench.PlainTexts;
import dev.litevps.command.Command;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.approval.ApprovalTerms;
import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.command.plan.ChargedMinutes;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonTracingAutoConfiguration;
import org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration;
import org.axonframework.springboot.autoconfig.InfraConfiguration;
import org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration;
import org.axonframework.springboot.autoconfig.ObjectMapperAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The real command side on an event store in memory: one for each thread, for any number of seeds. */
final class CommandSide implements AutoCloseable {

    /** Few, so that much of what is loaded comes from a snapshot. */
    private static final int EVENTS_BETWEEN_SNAPSHOTS = 20;

    private final ConfigurableApplicationContext context;
    private final CommandGateway gateway;
    private final SimulatedEventStore store;

    CommandSide() {
        context = start();
        gateway = context.getBean(CommandGateway.class);
        store = context.getBean(SimulatedEventStore.class);
    }

    /** One after the other: what logs is the same for all, and cannot be set up by two at once. */
    private static synchronized ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "axon.axonserver.enabled=false",
                        "axon.update-check.disabled=true",
                        "axon.timeout.enabled=false",
                        "spring.main.banner-mode=off",
                        "spring.jmx.enabled=false",
                        "logging.level.root=WARN",
                        // It reports every death that is played.
                        "logging.level.dev.litevps.saga.billing=OFF")
                .run();
    }

    /** Forgets everything that ever happened. */
    void clear(boolean storedAsJson, Clock clock, ChargedMinutes charged) {
        context.getBean(SeedClock.class).current = clock;
        context.getBean(SeedMark.class).current = charged;
        store.clear(storedAsJson);
        restart();
    }

    /** What was only in memory is gone. */
    void restart() {
        context.getBeansOfType(SimulatedCache.class).values().forEach(Cache::removeAll);
    }

    /** Sends the command, and makes the platform die at this point if it comes to it. */
    Attempt attempt(Command command, CrashPoint crashPoint) {
        store.begin(crashPoint);
        CommandRejected refusal = null;
        CrashPoint crash = CrashPoint.NONE;
        try {
            gateway.sendAndWait(command);
        } catch (CommandRejected e) {
            refusal = e;
        } catch (SimulatedCrash e) {
            crash = crashPoint;
            restart();
        }
        store.requireSnapshotsIntact();
        Attempt attempt = new Attempt(command, store.appended(), refusal, crash);
        SimulationFailure.require(
                refusal == null || attempt.stored().isEmpty(), "%s was refused and left events behind", command);
        return attempt;
    }

    @Override
    public void close() {
        context.close();
    }

    /** What production has in PostgreSQL and in caches of limited size. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        AxonAutoConfiguration.class,
        AxonTracingAutoConfiguration.class,
        InfraConfiguration.class,
        EventProcessingAutoConfiguration.class,
        NoOpTransactionAutoConfiguration.class,
        ObjectMapperAutoConfiguration.class
    })
    @ComponentScan("dev.litevps.command")
    static class Wiring {

        @Bean
        EventStorageEngine eventStorageEngine() {
            return new SimulatedEventStore();
        }

        @Bean
        Cache aggregateCache() {
            return new SimulatedCache();
        }

        @Bean
        Cache ledgerCache() {
            return new SimulatedCache();
        }

        @Bean
        ApprovalTerms approvalTerms() {
            return new ApprovalTerms(Usd.of("20.00"), Usd.of("100.00"), Duration.ofDays(7));
        }

        @Bean
        BillingTerms billingTerms() {
            return new BillingTerms(Duration.ofHours(72), Duration.ofHours(24), Usd.of("1.00"));
        }

        @Bean
        SnapshotTriggerDefinition snapshotTrigger(Snapshotter snapshotter) {
            return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_BETWEEN_SNAPSHOTS);
        }

        @Bean
        @Primary
        Serializer serializer() {
            return EventSerialization.forEvents(new PlainTexts());
        }

        @Bean
        SeedClock clock() {
            return new SeedClock();
        }

        @Bean
        SeedMark chargedMinutes() {
            return new SeedMark();
        }
    }

    /** How far charging came in the seed that runs. */
    static final class SeedMark implements ChargedMinutes {

        private ChargedMinutes current = () -> new Minute(0);

        @Override
        public Minute furthest() {
            return current.furthest();
        }
    }

    /** The clock of the seed that runs. */
    static final class SeedClock extends Clock {

        private Clock current = Clock.systemUTC();

        @Override
        public Instant instant() {
            return current.instant();
        }

        @Override
        public ZoneId getZone() {
            return current.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return current.withZone(zone);
        }
    }
}
