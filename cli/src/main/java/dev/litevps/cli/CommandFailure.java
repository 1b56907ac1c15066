package dev.litevps.cli;

/** A command ends without success: one sentence for the user and an {@link ExitStatus} for scripts. */
final class CommandFailure extends RuntimeException {

    private final int exitStatus;

    CommandFailure(int exitStatus, String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    int exitStatus() {
        return exitStatus;
    }
}
