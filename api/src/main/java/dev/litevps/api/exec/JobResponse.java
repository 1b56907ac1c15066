package dev.litevps.api.exec;

import dev.litevps.host.GuestJobOutput;
import dev.litevps.query.job.JobRow;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A background job as its owner sees it.
 *
 * @param status {@code pending}, {@code running}, {@code done}, {@code timeout} or {@code cancelled}
 * @param reason why it was cancelled: a sentence; null if it was not
 * @param stdout what it printed; empty until it has ended, and when that is no longer kept
 * @param exitCode its exit status; 124 if it was killed because its time was up; null if it has none, or it is not known
 * @param durationMs how long it ran, in milliseconds; null if it is not known
 * @param createdAt when it was asked for
 * @param startedAt since when it is known to run; null if it is not
 * @param finishedAt since when it is known to have ended; null if it is not
 * @param stdoutTruncated whether it printed more than is kept
 * @param stderrTruncated whether it printed more than is kept
 */
record JobResponse(
        String jobId,
        String vpsId,
        String command,
        String status,
        @Nullable String reason,
        String stdout,
        String stderr,
        @Nullable Integer exitCode,
        @Nullable Long durationMs,
        int timeoutSeconds,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        boolean stdoutTruncated,
        boolean stderrTruncated) {

    static JobResponse of(JobRow row, String command, GuestJobOutput output) {
        return new JobResponse(
                row.id().toString(),
                row.vpsId().toString(),
                command,
                word(row),
                row.reason(),
                output.stdout(),
                output.stderr(),
                row.exitCode(),
                row.durationMs(),
                row.timeoutSeconds(),
                row.createdAt(),
                row.startedAt(),
                row.finishedAt(),
                output.stdoutTruncated(),
                output.stderrTruncated());
    }

    /** The same in a list: without what it printed. */
    record Summary(
            String jobId,
            String vpsId,
            String command,
            String status,
            @Nullable String reason,
            @Nullable Integer exitCode,
            @Nullable Long durationMs,
            int timeoutSeconds,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        static Summary of(JobRow row, String command) {
            return new Summary(
                    row.id().toString(),
                    row.vpsId().toString(),
                    command,
                    word(row),
                    row.reason(),
                    row.exitCode(),
                    row.durationMs(),
                    row.timeoutSeconds(),
                    row.createdAt(),
                    row.startedAt(),
                    row.finishedAt());
        }
    }

    private static String word(JobRow row) {
        return row.status().name().toLowerCase(Locale.ROOT);
    }
}
