package dev.litevps.query.finding;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One finding.
 *
 * @param eventId the event that tells of it
 * @param message a sentence for support
 */
public record FindingRow(
        UUID eventId,
        FindingKind kind,
        @Nullable UUID hostId,
        @Nullable UUID vpsId,
        String message,
        Instant at) {}
