package dev.litevps.query.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a fact can be looked up in the event store.
 *
 * @param type the simple name of the event's class
 * @param sequenceNumber among the events of its aggregate, from 0
 * @param at when it happened
 */
public record EventReference(UUID id, String type, long sequenceNumber, Instant at) {}
