package dev.litevps.api.eventstore;

import dev.litevps.saga.Reaction;
import java.util.stream.Stream;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.EventProcessingConfigurer.PooledStreamingProcessorConfiguration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.spring.stereotype.Saga;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How projections and sagas follow the events: pooled, on a few threads that all share, each batch in one transaction with
 * its token. What fails is rolled back and tried again within seconds; what fails again for a reason of its own is put aside
 * ({@link RefusalPolicy}), so that it never stops the others. No event is passed over.
 */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

    private static final int COORDINATOR_THREADS = 2;
    private static final int WORKER_THREADS = 8;
    private static final long CLAIM_INTERVAL_MILLIS = 1_000;
    private static final int EXTENSIONS_PER_CLAIM = 3;

    /** The commands of a saga lock aggregates until its transaction ends: those of one event, and never of the next too. */
    private static final int ACTOR_BATCH_SIZE = 1;

    @Bean
    NamedThreads coordinatorThreads() {
        return NamedThreads.of("event-coordinator", COORDINATOR_THREADS);
    }

    @Bean
    NamedThreads workerThreads() {
        return NamedThreads.of("event-worker", WORKER_THREADS);
    }

    @Bean(initMethod = "start")
    ProcessorSupervisor processorSupervisor(
            EventProcessingConfiguration processing, TokenStore tokenStore, TransactionOperations transactions) {
        return new ProcessorSupervisor(processing, tokenStore, transactions);
    }

    @Bean
    ConfigurerModule eventProcessors(
            EventStoreProperties properties,
            @Qualifier("coordinatorThreads") NamedThreads coordinators,
            @Qualifier("workerThreads") NamedThreads workers,
            ListableBeanFactory beans,
            ObjectProvider<RefusalPolicy> refusals) {
        PooledStreamingProcessorConfiguration shared =
                (configuration, builder) -> builder.coordinatorExecutor(coordinators.executor())
                        .workerExecutor(workers.executor())
                        .initialSegmentCount(properties.segments())
                        .batchSize(properties.batchSize())
                        .tokenClaimInterval(CLAIM_INTERVAL_MILLIS)
                        .claimExtensionThreshold(properties.claimTimeout().toMillis() / EXTENSIONS_PER_CLAIM);
        return configurer -> configurer.eventProcessing(processing -> {
            processing
                    .usingPooledStreamingEventProcessors(shared)
                    .registerDefaultListenerInvocationErrorHandler(configuration -> PropagatingErrorHandler.instance())
                    .registerDefaultErrorHandler(configuration -> PropagatingErrorHandler.instance());
            refusals.ifAvailable(policy -> processing
                    .registerDefaultErrorHandler(configuration -> policy.errorHandler())
                    .registerDefaultHandlerInterceptor((configuration, group) ->
                            policy.gate(group, actors(beans).anyMatch(group::equals))));
            configureActors(processing, beans);
        });
    }

    /**
     * What acts on events and is new to a store must not act on what happened before; a projection starts at the beginning.
     * And while a projection gains from large batches, a saga that held the locks of many VPSes at once could wait for
     * somebody who waits for it.
     */
    private static void configureActors(EventProcessingConfigurer processing, ListableBeanFactory beans) {
        actors(beans)
                .forEach(group -> processing.registerPooledStreamingEventProcessorConfiguration(
                        group,
                        (configuration, builder) -> builder.initialToken(StreamableMessageSource::createHeadToken)
                                .batchSize(ACTOR_BATCH_SIZE)));
    }

    private static Stream<String> actors(ListableBeanFactory beans) {
        return Stream.of(Saga.class, Reaction.class)
                .map(beans::getBeanNamesForAnnotation)
                .flatMap(Stream::of)
                .map(bean -> processingGroup(bean, beans))
                .distinct();
    }

    private static String processingGroup(String bean, ListableBeanFactory beans) {
        ProcessingGroup group = beans.findAnnotationOnBean(bean, ProcessingGroup.class);
        if (group == null) {
            throw new IllegalStateException(bean + " needs a @ProcessingGroup");
        }
        return group.value();
    }
}
