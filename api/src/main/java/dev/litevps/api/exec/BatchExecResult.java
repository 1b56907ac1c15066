package dev.litevps.api.exec;

import dev.litevps.api.vps.BatchResult;

/** What came of a command in one VPS of a batch, if it was not refused. */
sealed interface BatchExecResult extends BatchResult {

    /** It has ended, as {@link ExecAnswer.Ended} says. */
    record Ended(
            int index,
            String vpsId,
            String stdout,
            String stderr,
            int exitCode,
            long durationMs,
            boolean timedOut,
            boolean stdoutTruncated,
            boolean stderrTruncated)
            implements BatchExecResult {}

    /** It will run in the background, as {@link ExecAnswer.Accepted} says. */
    record Accepted(int index, String vpsId, String jobId, String status, int timeoutSeconds)
            implements BatchExecResult {}

    static BatchExecResult of(int index, String vpsId, ExecAnswer answer) {
        return switch (answer) {
            case ExecAnswer.Ended ended ->
                new Ended(
                        index,
                        vpsId,
                        ended.stdout(),
                        ended.stderr(),
                        ended.exitCode(),
                        ended.durationMs(),
                        ended.timedOut(),
                        ended.stdoutTruncated(),
                        ended.stderrTruncated());
            case ExecAnswer.Accepted accepted ->
                new Accepted(index, vpsId, accepted.jobId(), accepted.status(), accepted.timeoutSeconds());
        };
    }
}
