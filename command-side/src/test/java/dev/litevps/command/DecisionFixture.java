package dev.litevps.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.litevps.command.approval.ApprovalTerms;
import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.command.plan.ChargedMinutes;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * All aggregates together on an event store in memory: what was there, what is asked, and which events follow. Axon's own
 * fixture knows one aggregate at a time, and the rules that matter most here involve several.
 */
public final class DecisionFixture implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final CommandGateway gateway;
    private final List<Object> published = Collections.synchronizedList(new ArrayList<>());

    public DecisionFixture() {
        context = new SpringApplicationBuilder(Aggregation.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "axon.axonserver.enabled=false",
                        "axon.update-check.disabled=true",
                        "spring.main.banner-mode=off",
                        "logging.level.root=WARN")
                .run();
        gateway = context.getBean(CommandGateway.class);
        context.getBean(EventStore.class)
                .subscribe(
                        events -> events.stream().map(EventMessage::getPayload).forEach(published::add));
    }

    /** What was asked before; its events are not looked at. */
    public DecisionFixture given(Command... commands) {
        for (Command command : commands) {
            gateway.sendAndWait(command);
        }
        published.clear();
        return this;
    }

    /** The events that follow from the command, in their order. */
    public List<Object> when(Command command) {
        published.clear();
        gateway.sendAndWait(command);
        return List.copyOf(published);
    }

    /** Sends the command from the calling thread, of which there may be many. */
    public void send(Command command) {
        gateway.sendAndWait(command);
    }

    /** Why the command is refused; it must not have left an event behind. */
    public CommandRejected whenRefused(Command command) {
        published.clear();
        Throwable thrown = catchThrowable(() -> gateway.sendAndWait(command));
        assertThat(thrown).isInstanceOf(CommandRejected.class);
        assertThat(published).as("events of a refused command").isEmpty();
        return (CommandRejected) thrown;
    }

    /** All events of one aggregate. */
    public List<Object> eventsOf(Object aggregateId) {
        return context.getBean(EventStore.class)
                .readEvents(aggregateId.toString())
                .asStream()
                .<Object>map(DomainEventMessage::getPayload)
                .toList();
    }

    /** Lets the token spend this much, as whoever creates the token does, within a unit of work. */
    public void limitSpending(AccountId accountId, AccessTokenId tokenId, Usd limit, Instant at) {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.execute(() -> context.getBean(Ledgers.class).limitSpending(accountId, tokenId, limit, at));
    }

    /** The token is revoked, as far as the ledger is concerned. */
    public List<Object> endSpendLimit(AccountId accountId, AccessTokenId tokenId, Instant at) {
        published.clear();
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(null);
        unitOfWork.execute(() -> context.getBean(Ledgers.class).endSpendLimit(accountId, tokenId, at));
        return List.copyOf(published);
    }

    /** What the last event that moved money says is left. */
    public Usd balanceOf(AccountId accountId) {
        Usd balance = Usd.ZERO;
        for (Object event : eventsOf(new LedgerId(accountId))) {
            balance = switch ((LedgerEvent) event) {
                case LedgerEvent.FundsCredited credited -> credited.balanceAfter();
                case LedgerEvent.MinuteCharged charged -> charged.balanceAfter();
                case LedgerEvent.ChargesReversed reversed -> reversed.balanceAfter();
                case LedgerEvent.FundsRefunded refunded -> refunded.balanceAfter();
                case LedgerEvent.BalanceAdjusted adjusted -> adjusted.balanceAfter();
                default -> balance;
            };
        }
        return balance;
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan("dev.litevps.command")
    static class Aggregation {

        @Bean
        EventStorageEngine eventStorageEngine() {
            return new InMemoryEventStorageEngine();
        }

        @Bean
        Cache aggregateCache() {
            return new WeakReferenceCache();
        }

        @Bean
        Cache ledgerCache() {
            return new WeakReferenceCache();
        }

        /** Before anything happens that these tests tell of. */
        @Bean
        Clock clock() {
            return Clock.fixed(World.NOW, ZoneOffset.UTC);
        }

        @Bean
        ChargedMinutes chargedMinutes() {
            return () -> World.CHARGED_THROUGH;
        }

        @Bean
        BillingTerms billingTerms() {
            return World.TERMS;
        }

        @Bean
        ApprovalTerms approvalTerms() {
            return World.APPROVALS;
        }

        @Bean
        SnapshotTriggerDefinition snapshotTrigger(Snapshotter snapshotter) {
            return new EventCountSnapshotTriggerDefinition(snapshotter, 1_000);
        }

        @Bean
        @Primary
        Serializer serializer() {
            return JacksonSerializer.builder().build();
        }
    }
}
