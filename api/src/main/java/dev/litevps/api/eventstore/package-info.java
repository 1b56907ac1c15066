/**
 * Where events are kept and how they reach those who follow them: the PostgreSQL database, Axon's event store on top of
 * it, the serialized form of events, snapshots and sagas, the signals that wake event processors on every node as soon as
 * a transaction has committed, and the receipts by which a caller can wait for what it wrote.
 */
@NullMarked
package dev.litevps.api.eventstore;

import org.jspecify.annotations.NullMarked;
