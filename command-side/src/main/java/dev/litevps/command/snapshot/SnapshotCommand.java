package dev.litevps.command.snapshot;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * What can be asked of the snapshots of a VPS: by its owner (those with an {@code accountId}), or by the process that looks
 * after them. The latter come late or twice as a matter of course; where they no longer fit, they change nothing.
 */
public sealed interface SnapshotCommand extends Command {

    /** What its owner asks for: decided on the VPS and its snapshots in one unit of work. */
    sealed interface Wish extends SnapshotCommand {

        VpsId vpsId();

        AccountId accountId();

        Instant at();
    }

    /**
     * Keep the state that the disk is in now.
     *
     * @param most how many snapshots a VPS may have at the moment
     */
    record CreateSnapshot(VpsId vpsId, AccountId accountId, SnapshotId snapshotId, String name, int most, Instant at)
            implements Wish {}

    /** Set the disk of a stopped VPS back to what it was. */
    record RestoreSnapshot(VpsId vpsId, AccountId accountId, String name, Instant at) implements Wish {}

    /** Remove a snapshot; the disk stays as it is. */
    record DeleteSnapshot(VpsId vpsId, AccountId accountId, String name, Instant at) implements Wish {}

    /** The host has the snapshot. */
    record ReportSnapshotTaken(@TargetAggregateIdentifier SnapshotsId snapshotsId, SnapshotId snapshotId, Instant at)
            implements SnapshotCommand {}

    /** The disk is as it was. */
    record ReportSnapshotRestored(@TargetAggregateIdentifier SnapshotsId snapshotsId, SnapshotId snapshotId, Instant at)
            implements SnapshotCommand {}

    /** The host has nothing of the snapshot any more. */
    record ReportSnapshotDeleted(@TargetAggregateIdentifier SnapshotsId snapshotsId, SnapshotId snapshotId, Instant at)
            implements SnapshotCommand {}

    /** Whatever was to be done to the snapshot did not succeed in time. */
    record FailSnapshotWork(
            @TargetAggregateIdentifier SnapshotsId snapshotsId, SnapshotId snapshotId, String message, Instant at)
            implements SnapshotCommand {}
}
