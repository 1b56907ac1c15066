package dev.litevps.api.eventstore;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import javax.sql.DataSource;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.JCacheAdapter;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The event store, what wakes those who follow it, and the aggregates that it keeps in memory. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventStoreProperties.class)
class EventStoreConfiguration {

    /** Also how many events of an aggregate are loaded at once; snapshots keep most below it. */
    private static final int READ_BATCH_SIZE = 256;

    private static final int EVENTS_BETWEEN_SNAPSHOTS = 100;

    private static final String UNIQUE_VIOLATION = "23505";

    @Bean
    RecentEvents recentEvents() {
        return RecentEvents.ofThisMachine();
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            DataSource dataSource,
            RecentEvents recent,
            ConnectionProvider connectionProvider,
            TransactionManager transactionManager,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            @Qualifier("stateSerializer") Serializer stateSerializer,
            Configuration configuration) {
        JdbcEventStorageEngine.Builder builder = JdbcEventStorageEngine.builder()
                .schema(StoreSchema.events())
                .connectionProvider(connectionProvider)
                .transactionManager(transactionManager)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(stateSerializer)
                .upcasterChain(EventUpcasters.chain())
                .snapshotFilter(configuration.snapshotFilter())
                .persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION))
                .maxGapOffset(PostgresEventStorageEngine.MAX_GAP_OFFSET)
                .gapTimeout((int) PostgresEventStorageEngine.GAP_TIMEOUT.toMillis());
        builder.batchSize(READ_BATCH_SIZE);
        // Without it every load of an aggregate ends with a query that finds nothing.
        builder.finalAggregateBatchPredicate(events -> events.size() < READ_BATCH_SIZE);
        return new PostgresEventStorageEngine(builder, dataSource, recent);
    }

    @Bean(initMethod = "start")
    EventTail eventTail(PostgresEventStorageEngine engine, EventStoreProperties properties) {
        return new EventTail(engine, properties.tailSize(), properties.safetyPoll());
    }

    @Bean(initMethod = "start")
    CommitAnnouncer commitAnnouncer(
            NodeName node, DatabaseCoordinates coordinates, ObjectProvider<NodeIdentity> identity) {
        return new CommitAnnouncer(node.value(), coordinates.unpooled(), hasNeighbours(identity));
    }

    /** A node that cannot have neighbours has nobody to tell. */
    private static boolean hasNeighbours(ObjectProvider<NodeIdentity> identity) {
        return identity.stream().noneMatch(NodeIdentity::sole);
    }

    @Bean(initMethod = "start")
    CommitListener commitListener(
            NodeName node, DatabaseCoordinates coordinates, EventTail tail, List<Cache> aggregates) {
        return new CommitListener(node.value(), coordinates.unpooled(), tail, aggregates);
    }

    @Bean
    NodeName nodeName() {
        return new NodeName(UUID.randomUUID().toString());
    }

    @Bean(name = "eventBus")
    @Qualifier("eventStore")
    EventStore eventStore(PostgresEventStorageEngine engine, EventTail tail, CommitAnnouncer announcer) {
        return new PushingEventStore.Builder(engine, tail, announcer).build();
    }

    @Bean
    CacheManager aggregateCacheManager() {
        CachingProvider provider = Caching.getCachingProvider(CaffeineCachingProvider.class.getName());
        return provider.getCacheManager(
                URI.create("litevps:" + UUID.randomUUID()), getClass().getClassLoader());
    }

    /** Keeps the aggregates that were used last, so that a command need not read their events first. */
    @Bean
    Cache aggregateCache(CacheManager manager, EventStoreProperties properties) {
        return cache(manager, "aggregates", properties.aggregateCacheSize());
    }

    /**
     * Keeps ledgers apart from the rest: every one with a running machine is needed once a minute, so either all of those
     * fit, or keeping any of them is of no use.
     */
    @Bean
    Cache ledgerCache(CacheManager manager, EventStoreProperties properties) {
        return cache(manager, "ledgers", properties.ledgerCacheSize());
    }

    private static Cache cache(CacheManager manager, String name, long size) {
        CaffeineConfiguration<Object, Object> configuration = new CaffeineConfiguration<>();
        configuration.setStoreByValue(false);
        configuration.setMaximumSize(OptionalLong.of(size));
        return new ForgetfulCache(new JCacheAdapter(manager.createCache(name, configuration)));
    }

    @Bean
    SnapshotTriggerDefinition snapshotTrigger(Snapshotter snapshotter) {
        return new StaggeredSnapshots(snapshotter, EVENTS_BETWEEN_SNAPSHOTS);
    }

    /** Nobody waits for a snapshot: they are made one after the other, beside everything else. */
    @Bean
    NamedThreads snapshotThread() {
        return NamedThreads.of("snapshots", 1);
    }

    @Bean
    SpringAggregateSnapshotter snapshotter(
            EventStore eventStore,
            TransactionManager transactionManager,
            Configuration configuration,
            HandlerDefinition handlerDefinition,
            ParameterResolverFactory parameterResolverFactory,
            @Qualifier("snapshotThread") NamedThreads snapshotThread) {
        return SpringAggregateSnapshotter.builder()
                .eventStore(eventStore)
                .transactionManager(transactionManager)
                .repositoryProvider(configuration::repository)
                .handlerDefinition(handlerDefinition)
                .parameterResolverFactory(parameterResolverFactory)
                .executor(snapshotThread.executor())
                .build();
    }

    /** Under which name this run of the application signs what it tells other nodes. */
    record NodeName(String value) {}
}
