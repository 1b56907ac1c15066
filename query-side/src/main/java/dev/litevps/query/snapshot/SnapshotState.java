package dev.litevps.query.snapshot;

/** What a snapshot is good for at the moment. */
public enum SnapshotState {
    /** The host is taking it. */
    CREATING,
    /** It can be restored. */
    READY,
    /** The disk of its VPS is being set back to it. */
    RESTORING,
    /** It is being removed. */
    DELETING,
    /** It could not be taken, or not be removed: it can only be deleted. */
    ERROR
}
