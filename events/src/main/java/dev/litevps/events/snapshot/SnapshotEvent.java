package dev.litevps.events.snapshot;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Personal;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of the snapshots of a VPS, all in one stream for each VPS. */
public sealed interface SnapshotEvent {

    SnapshotsId snapshotsId();

    VpsId vpsId();

    AccountId accountId();

    Instant at();

    /** Its owner wants a snapshot; the snapshot process orders it. */
    @Revision("1")
    record SnapshotRequested(
            SnapshotsId snapshotsId,
            VpsId vpsId,
            AccountId accountId,
            SnapshotId snapshotId,
            @Personal String name,
            Placement placement,
            Instant at)
            implements SnapshotEvent {}

    /** The host has the snapshot. */
    @Revision("1")
    record SnapshotTaken(SnapshotsId snapshotsId, VpsId vpsId, AccountId accountId, SnapshotId snapshotId, Instant at)
            implements SnapshotEvent {}

    /** The snapshot could not be taken, for a reason that its owner is told; the process removes what there is of it. */
    @Revision("1")
    record SnapshotFailed(
            SnapshotsId snapshotsId,
            VpsId vpsId,
            AccountId accountId,
            SnapshotId snapshotId,
            String message,
            Placement placement,
            Instant at)
            implements SnapshotEvent {}

    /** Its owner wants the disk to be again as it was; the snapshot process orders it. */
    @Revision("1")
    record SnapshotRestoreRequested(
            SnapshotsId snapshotsId,
            VpsId vpsId,
            AccountId accountId,
            SnapshotId snapshotId,
            Placement placement,
            Instant at)
            implements SnapshotEvent {}

    /** The disk is as it was when the snapshot was taken. */
    @Revision("1")
    record SnapshotRestored(
            SnapshotsId snapshotsId, VpsId vpsId, AccountId accountId, SnapshotId snapshotId, Instant at)
            implements SnapshotEvent {}

    /** The disk could not be set back, for a reason that its owner is told; the snapshot is kept. */
    @Revision("1")
    record SnapshotRestoreFailed(
            SnapshotsId snapshotsId,
            VpsId vpsId,
            AccountId accountId,
            SnapshotId snapshotId,
            String message,
            Instant at)
            implements SnapshotEvent {}

    /** Its owner no longer wants the snapshot; the snapshot process orders its removal. */
    @Revision("1")
    record SnapshotDeleteRequested(
            SnapshotsId snapshotsId,
            VpsId vpsId,
            AccountId accountId,
            SnapshotId snapshotId,
            Placement placement,
            Instant at)
            implements SnapshotEvent {}

    /** Nothing of the snapshot is left; its name is free again. */
    @Revision("1")
    record SnapshotDeleted(SnapshotsId snapshotsId, VpsId vpsId, AccountId accountId, SnapshotId snapshotId, Instant at)
            implements SnapshotEvent {}

    /** The snapshot could not be removed, for a reason that its owner is told. */
    @Revision("1")
    record SnapshotDeleteFailed(
            SnapshotsId snapshotsId,
            VpsId vpsId,
            AccountId accountId,
            SnapshotId snapshotId,
            String message,
            Instant at)
            implements SnapshotEvent {}

    /** The VPS is to be destroyed, and all its snapshots go with its disk; whatever is done to one of them ends. */
    @Revision("1")
    record SnapshotsGivenUp(SnapshotsId snapshotsId, VpsId vpsId, AccountId accountId, Instant at)
            implements SnapshotEvent {}
}
