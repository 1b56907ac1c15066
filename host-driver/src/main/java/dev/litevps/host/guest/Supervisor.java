package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A small program that waits in the guest for one command, and what is said to it over its standard input.
 *
 * <p>To start a shell costs a guest many times what the command does that it is started for, above all where guests are
 * emulated. So the next shell's surroundings are made while nobody waits: this program is there, as {@code sshd} starts
 * everything, and all that is left to do when a command comes is to fork a {@code sh -c}. It keeps the command within its time
 * as {@link BoundedCommand} does, and ends with it. It is written in Perl, which every Debian has, and asks for nothing beyond
 * {@code perl-base}; a guest without it is given its commands in the other way.
 */
final class Supervisor {

    /** What it writes to its standard output when it has started, and again whenever it is asked whether it is there. */
    static final int HERE = '+';

    private static final byte[] QUESTION = "?\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * The time limit counts from the moment at which the command has arrived as a whole. The group is made by parent and child
     * both, since either may come first. What is left of the group after its time is killed, also when its leader has obeyed.
     */
    private static final String PROGRAM = """
            use Time::HiRes; my ($grace, $timed_out) = @ARGV; $0 = "litevps: a shell for the next command"; $| = 1; print "+"; \
            while (1) { \
            my $order = <STDIN>; exit 0 if !defined $order; \
            if ($order eq "?\\n") { print "+"; next } \
            my ($limit, $length) = split " ", $order; my $command = ""; \
            exit 0 if read(STDIN, $command, $length) != $length; \
            $0 = "litevps: keeps a command within its time"; my $child = fork; exit 125 if !defined $child; \
            if (!$child) { setpgrp(0, 0); open STDIN, "<", "/dev/null"; exec { "sh" } "sh", "-c", $command; exit 127 } \
            setpgrp($child, $child); my $late = 0; \
            $SIG{ALRM} = sub { kill $late ? "KILL" : "TERM", -$child; Time::HiRes::alarm($grace) if !$late; $late = 1 }; \
            Time::HiRes::alarm($limit); waitpid($child, 0); my $status = $?; Time::HiRes::alarm(0); \
            if ($late) { kill "KILL", -$child; exit $timed_out } \
            exit($status & 127 ? 128 + ($status & 127) : $status >> 8) }""";

    private Supervisor() {}

    /** The shell line that starts it. */
    static String line() {
        return "exec perl -e " + BoundedCommand.quote(PROGRAM) + " " + BoundedCommand.GRACE.toSeconds() + " "
                + BoundedCommand.TIMED_OUT;
    }

    /** Asks whether it is there. */
    static byte[] question() {
        return QUESTION.clone();
    }

    /** Has it run the command, and end as the command does. */
    static byte[] order(ExecRequest request) {
        byte[] command = request.command().getBytes(StandardCharsets.UTF_8);
        byte[] head = String.format(Locale.ROOT, "%.3f %d\n", seconds(request.timeout()), command.length)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] order = new byte[head.length + command.length];
        System.arraycopy(head, 0, order, 0, head.length);
        System.arraycopy(command, 0, order, head.length, command.length);
        return order;
    }

    private static double seconds(Duration timeout) {
        return Math.max(1, timeout.toMillis()) / 1000.0;
    }
}
