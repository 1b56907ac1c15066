package dev.litevps.host.simulated.tool;

/** A program was called in a way it does not understand. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    UsageException(String message) {
        this(message, 1);
    }

    UsageException(String message, int status) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
