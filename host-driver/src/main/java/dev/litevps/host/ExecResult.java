package dev.litevps.host;

/**
 * How a command in a guest ended.
 *
 * @param stdout what it printed, decoded as UTF-8 with malformed bytes replaced
 * @param exitCode its exit status; 124 if it was killed because its time was up, 128 + n if it died of signal n
 * @param durationMs from sending the command to its end, in milliseconds
 * @param timedOut whether it was killed because its time was up
 * @param stdoutTruncated whether stdout was longer than the limit, or may have been: the guest was lost after the
 *     command's end, or much was still coming long after it
 * @param stderrTruncated the same of stderr
 */
public record ExecResult(
        String stdout,
        String stderr,
        int exitCode,
        long durationMs,
        boolean timedOut,
        boolean stdoutTruncated,
        boolean stderrTruncated) {}
