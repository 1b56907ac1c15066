package dev.litevps.host;

import java.time.Duration;

/**
 * A command for the guest's shell.
 *
 * @param command what root's own shell gets as {@code -c}, as from {@code ssh}
 * @param timeout after this the command and all it started are killed in the guest; more than nothing
 * @param outputLimitBytes how much of each of stdout and stderr is kept; the rest is read and dropped
 * @param ofPlatform whether it goes ahead of the owner's commands, of which there may be too many
 */
public record ExecRequest(String command, Duration timeout, int outputLimitBytes, boolean ofPlatform) {

    /** A command of the guest's owner. */
    public ExecRequest(String command, Duration timeout, int outputLimitBytes) {
        this(command, timeout, outputLimitBytes, false);
    }

    /** A command of the platform's own. */
    public static ExecRequest ofPlatform(String command, Duration timeout, int outputLimitBytes) {
        return new ExecRequest(command, timeout, outputLimitBytes, true);
    }

    public ExecRequest {
        if (!timeout.isPositive() || outputLimitBytes < 0) {
            throw new IllegalArgumentException("Needs a positive timeout and an output limit of at least 0");
        }
    }
}
