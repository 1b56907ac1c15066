package dev.litevps.query;

/**
 * A point in the life of an aggregate.
 *
 * @param type the aggregate's type, as stored with its events
 * @param identifier the aggregate's identifier, as stored with its events
 * @param sequenceNumber of the last event, counted from 0
 */
public record AggregateVersion(String type, String identifier, long sequenceNumber) {}
