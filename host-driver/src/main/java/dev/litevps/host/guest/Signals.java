package dev.litevps.host.guest;

import java.util.List;

/** The signal names of RFC 4254 section 6.10 and the numbers that Linux gives them. */
final class Signals {

    private static final List<String> BY_NUMBER = List.of(
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
            "ALRM", "TERM");
    private static final int SHELL_OFFSET = 128;

    private Signals() {}

    /** What a shell would report as exit status of a process that died of this signal; 128 for an unknown one. */
    static int exitCode(String name) {
        return SHELL_OFFSET + Math.max(0, BY_NUMBER.indexOf(name));
    }
}
