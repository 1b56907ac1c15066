package dev.litevps.query.snapshot;

import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot.
 *
 * @param reason why what was done to it last did not succeed, as a sentence; null if it did, or is under way
 * @param createdAt when it was asked for
 * @param takenAt since when the host has it; null if it has not
 */
public record SnapshotRow(
        SnapshotId id,
        VpsId vpsId,
        String name,
        SnapshotState state,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant takenAt) {}
