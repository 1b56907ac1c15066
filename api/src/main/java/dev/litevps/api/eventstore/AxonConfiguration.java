package dev.litevps.api.eventstore;

import dev.litevps.api.secrets.PersonalTexts;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** How Axon stores what it keeps beside events, and how commands are sent and answered. */
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    private static final int RETRY_INTERVAL_MILLIS = 10;
    private static final int MAX_RETRIES = 20;
    private static final int RETRY_THREADS = 2;

    @Bean
    @Primary
    Serializer serializer() {
        return EventSerialization.forTokens();
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(PersonalTexts texts) {
        return EventSerialization.forEvents(texts);
    }

    @Bean
    Serializer stateSerializer(PersonalTexts texts) {
        return EventSerialization.forState(texts);
    }

    @Bean
    CorrelationDataProvider provenanceProvider() {
        return new ProvenanceProvider();
    }

    @Bean
    TokenStore tokenStore(
            ConnectionProvider connectionProvider,
            Serializer serializer,
            EventStoreProperties properties,
            ObjectProvider<NodeIdentity> identity) {
        return JdbcTokenStore.builder()
                .connectionProvider(connectionProvider)
                .schema(StoreSchema.tokens())
                .serializer(serializer)
                .claimTimeout(properties.claimTimeout())
                .nodeId(identity.getIfAvailable(AxonConfiguration::oneOfMany).name())
                .build();
    }

    private static NodeIdentity oneOfMany() {
        return new NodeIdentity(ManagementFactory.getRuntimeMXBean().getName(), false);
    }

    @Bean
    JdbcSagaStore sagaStore(
            ConnectionProvider connectionProvider, @Qualifier("stateSerializer") Serializer stateSerializer) {
        return JdbcSagaStore.builder()
                .connectionProvider(connectionProvider)
                .sqlSchema(new PostgresSagaSqlSchema(StoreSchema.sagas()))
                .serializer(stateSerializer)
                .build();
    }

    /** Sends a command again when another one on the same aggregate was faster; never one that was refused. */
    @Bean
    CommandGateway commandGateway(CommandBus commandBus, @Qualifier("retryThreads") NamedThreads retryThreads) {
        return DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(IntervalRetryScheduler.builder()
                        .retryExecutor(retryThreads.executor())
                        .retryInterval(RETRY_INTERVAL_MILLIS)
                        .maxRetryCount(MAX_RETRIES)
                        .nonTransientFailurePredicate(AxonConfiguration::isPermanent)
                        .build())
                .build();
    }

    /** Asked about a failure and then about each of its causes; the cause of a conflict is the database's refusal. */
    private static boolean isPermanent(Throwable failure) {
        return !(failure instanceof ConcurrencyException) && !(failure instanceof SQLException);
    }

    @Bean
    NamedThreads retryThreads() {
        return NamedThreads.of("command-retry", RETRY_THREADS);
    }

    /**
     * Opens no transaction of its own. A command does nothing in the database but append its events, all in one step at
     * its end, which is a transaction by itself; and where the sender is in a transaction, the events become part of it.
     */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(
            org.axonframework.config.Configuration configuration, DuplicateCommandHandlerResolver duplicates) {
        SimpleCommandBus commandBus = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .duplicateCommandHandlerResolver(duplicates)
                .spanFactory(configuration.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(configuration.messageMonitor(CommandBus.class, "commandBus"))
                .build();
        commandBus.registerHandlerInterceptor(
                new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        commandBus.registerHandlerInterceptor(new ReceiptInterceptor());
        return commandBus;
    }

    @Bean
    SmartInitializingSingleton transactionCheck(TransactionManager transactionManager) {
        return () -> TransactionCheck.requireSpringTransactions(transactionManager);
    }
}
