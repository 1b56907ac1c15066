package dev.litevps.saga.snapshot;

import dev.litevps.events.snapshot.SnapshotId;

/** Where the process orders work on snapshots. */
public interface SnapshotOrders {

    /** Orders the work in the current transaction: it will be done if that commits, and only then. */
    void order(SnapshotOrder order);

    /** Takes back, in the current transaction, what is ordered for this snapshot; what has begun may still be done. */
    void withdraw(SnapshotId snapshotId);
}
