package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import java.time.Duration;
import java.util.Locale;

/**
 * The shell line that keeps a command within its time inside the guest.
 *
 * <p>Closing an SSH channel leaves the command running, so the guest itself must watch the clock. {@code timeout} puts the
 * command into a process group of its own, sends it TERM when its time is up, and KILL after a grace. It is content once
 * the shell of the command is gone, so a child that ignores TERM would live on: therefore the line learns the group's id
 * (the parent of the inner shell is {@code timeout}, which leads the group) and kills what is left of it. Descriptor 3
 * carries the command's real stdout past that.
 */
final class BoundedCommand {

    /** How long a command may clean up between TERM and KILL. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** The exit status of coreutils' {@code timeout} when the time was up. */
    static final int TIMED_OUT = 124;

    /** The exit status of coreutils' {@code timeout} when the time was up and it had to send KILL. */
    static final int KILLED = 128 + 9;

    private BoundedCommand() {}

    static String of(ExecRequest request) {
        double seconds = Math.max(1, request.timeout().toMillis()) / 1000.0;
        return String.format(
                Locale.ROOT,
                "exec 3>&1; g=$(timeout -k %ds %.3fs sh -c 'echo $PPID; exec sh -c \"$1\" >&3 3>&-' sh %s); "
                        + "r=$?; [ $r -eq %d ] && kill -s KILL -- -$g 2>/dev/null; exit $r",
                GRACE.toSeconds(),
                seconds,
                quote(request.command()),
                TIMED_OUT);
    }

    /** The text as one word of a POSIX shell. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
