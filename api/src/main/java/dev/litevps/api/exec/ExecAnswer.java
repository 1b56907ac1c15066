package dev.litevps.api.exec;

import dev.litevps.events.job.JobId;
import dev.litevps.host.ExecResult;

/** What comes of a command: how it ended, or where to ask. */
sealed interface ExecAnswer {

    /**
     * It has ended.
     *
     * @param exitCode its exit status; 124 if it was killed because its time was up
     * @param durationMs in milliseconds
     * @param timedOut whether it was killed because its time was up
     * @param stdoutTruncated whether it printed more than is kept
     * @param stderrTruncated whether it printed more than is kept
     */
    record Ended(
            String stdout,
            String stderr,
            int exitCode,
            long durationMs,
            boolean timedOut,
            boolean stdoutTruncated,
            boolean stderrTruncated)
            implements ExecAnswer {

        static Ended of(ExecResult result) {
            return new Ended(
                    result.stdout(),
                    result.stderr(),
                    result.exitCode(),
                    result.durationMs(),
                    result.timedOut(),
                    result.stdoutTruncated(),
                    result.stderrTruncated());
        }
    }

    /**
     * It will run in the background.
     *
     * @param status {@code pending}
     */
    record Accepted(String jobId, String status, int timeoutSeconds) implements ExecAnswer {

        static Accepted of(JobId jobId, int timeoutSeconds) {
            return new Accepted(jobId.toString(), "pending", timeoutSeconds);
        }
    }
}
