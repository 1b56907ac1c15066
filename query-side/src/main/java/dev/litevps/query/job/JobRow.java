package dev.litevps.query.job;

import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.job.JobId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A background job.
 *
 * @param command encrypted under the key of the account that owns the VPS
 * @param exitCode null if it has none, or it is not known
 * @param durationMs how long it ran, in milliseconds; null if it is not known
 * @param reason why it was cancelled, as a sentence; null if it was not
 * @param startedAt since when it is known to run; null if it is not
 * @param finishedAt since when it is known to have ended; null if it is not
 */
public record JobRow(
        JobId id,
        VpsId vpsId,
        EncryptedText command,
        int timeoutSeconds,
        JobStatus status,
        @Nullable Integer exitCode,
        @Nullable Long durationMs,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
