package dev.litevps.saga.snapshot;

import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;

/**
 * Work on one snapshot that the process wants done. A newer order for the same snapshot takes the place of an older one.
 *
 * @param deadline when it has failed, if it is not done by then; a {@link Kind#DISCARD} never fails
 */
public record SnapshotOrder(Kind kind, VpsId vpsId, SnapshotId snapshotId, Placement placement, Instant deadline) {

    /** What is to be done. */
    public enum Kind {
        TAKE,
        RESTORE,
        DELETE,
        /** To remove what may be left of a snapshot that could not be taken; nobody waits for it. */
        DISCARD
    }
}
