package dev.litevps.host.simulated.shell;

/** A script that is not in the shell's language. */
final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final boolean incomplete;

    SyntaxError(int line, String message, boolean incomplete) {
        super(message, null, false, false);
        this.line = line;
        this.incomplete = incomplete;
    }

    int line() {
        return line;
    }

    /** Whether more text could make it right: an interactive shell then asks for it. */
    boolean isIncomplete() {
        return incomplete;
    }
}
