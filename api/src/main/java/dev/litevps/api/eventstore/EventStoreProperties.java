package dev.litevps.api.eventstore;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are followed.
 *
 * @param safetyPoll how often the end of the store is read although nobody signalled an event
 * @param tailSize how many of the newest events are kept in memory for those who follow
 * @param aggregateCacheSize how many aggregates are kept in memory
 * @param ledgerCacheSize how many ledgers are kept in memory, a few kilobytes each: more than there are accounts with
 *     running machines
 * @param segments into how many parts a processor's events are split, by aggregate, at its first start
 * @param batchSize how many events a processor handles at most in one transaction
 * @param claimTimeout after which time of silence another node takes over a segment
 */
@ConfigurationProperties("litevps.event-store")
record EventStoreProperties(
        @DefaultValue("1s") Duration safetyPoll,
        @DefaultValue("4096") int tailSize,
        @DefaultValue("10000") int aggregateCacheSize,
        @DefaultValue("100000") int ledgerCacheSize,
        @DefaultValue("2") int segments,
        @DefaultValue("500") int batchSize,
        @DefaultValue("5s") Duration claimTimeout) {}
