package dev.litevps.api.snapshot;

import dev.litevps.query.snapshot.SnapshotRow;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as its owner sees it.
 *
 * @param state {@code creating}, {@code ready}, {@code restoring}, {@code deleting} or {@code error}
 * @param reason why what was done to it last did not succeed: a sentence; else null
 * @param createdAt when it was asked for
 * @param takenAt when the host had it; null if it has not
 */
record SnapshotResponse(
        String id,
        String vpsId,
        String name,
        String state,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant takenAt) {

    static SnapshotResponse of(SnapshotRow row) {
        return new SnapshotResponse(
                row.id().toString(),
                row.vpsId().toString(),
                row.name(),
                row.state().name().toLowerCase(Locale.ROOT),
                row.reason(),
                row.createdAt(),
                row.takenAt());
    }
}
