package dev.litevps.api.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are followed.
 *
 * @param nodeId the name under which this node claims segments of event processors. A node that comes back under its old
 *     name goes on at once, another one waits until {@code claimTimeout} has passed; so it may be fixed only where there
 *     can be no second node. By default it is the id of the process and the name of its machine.
 * @param safetyPoll how often the end of the store is read although nobody signalled an event
 * @param tailSize how many of the newest events are kept in memory for those who follow
 * @param aggregateCacheSize how many aggregates are kept in memory
 * @param segments into how many parts a processor's events are split, by aggregate, at its first start
 * @param batchSize how many events a processor handles at most in one transaction
 * @param claimTimeout after which time of silence another node takes over a segment
 */
@ConfigurationProperties("litevps.event-store")
record EventStoreProperties(
        @Nullable String nodeId,
        @DefaultValue("1s") Duration safetyPoll,
        @DefaultValue("4096") int tailSize,
        @DefaultValue("10000") int aggregateCacheSize,
        @DefaultValue("2") int segments,
        @DefaultValue("500") int batchSize,
        @DefaultValue("5s") Duration claimTimeout) {}
