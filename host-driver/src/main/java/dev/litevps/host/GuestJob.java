package dev.litevps.host;

import java.time.Duration;

/**
 * A command that shall run by itself in a guest.
 *
 * @param command what {@code sh -c} gets; at most {@link #LONGEST_COMMAND_BYTES} in UTF-8
 * @param timeout after this it is killed in the guest; at least a second
 * @param outputLimitBytes how much of each of stdout and stderr is kept; the rest is read and dropped
 */
public record GuestJob(GuestJobId id, String command, Duration timeout, int outputLimitBytes) {

    /** Half of what Linux takes as one argument of a program, since the command travels in another form. */
    public static final int LONGEST_COMMAND_BYTES = 64 * 1024;

    public GuestJob {
        if (timeout.toSeconds() < 1 || outputLimitBytes < 0) {
            throw new IllegalArgumentException("Needs a timeout of at least a second and a limit of at least 0");
        }
    }
}
