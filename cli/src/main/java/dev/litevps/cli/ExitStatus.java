package dev.litevps.cli;

/** What the command's exit code tells a script. The numbers are stable. */
final class ExitStatus {

    /** All was done. */
    static final int DONE = 0;

    /** The server refused or failed; the message says why. */
    static final int FAILED = 1;

    /** The command line is wrong; picocli's own code for it. */
    static final int USAGE = 2;

    /** No server answers at the URL. */
    static final int UNREACHABLE = 3;

    /** Wrong e-mail or password, or the token is not valid (any more). */
    static final int UNAUTHENTICATED = 4;

    /** The balance is too low. */
    static final int INSUFFICIENT_BALANCE = 5;

    /** The server took too long. */
    static final int TIMEOUT = 6;

    /** What was verified is not what it was. */
    static final int TAMPERED = 7;

    private ExitStatus() {}
}
