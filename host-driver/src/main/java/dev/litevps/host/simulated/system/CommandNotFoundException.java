package dev.litevps.host.simulated.system;

import java.io.IOException;

/** There is no such program, or it cannot be run. */
public final class CommandNotFoundException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    private final int exitStatus;

    private CommandNotFoundException(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    public static CommandNotFoundException notFound() {
        return new CommandNotFoundException("not found", NOT_FOUND);
    }

    public static CommandNotFoundException notExecutable(String why) {
        return new CommandNotFoundException(why, NOT_EXECUTABLE);
    }

    /** 127 if there is none, 126 if it cannot be run. */
    public int exitStatus() {
        return exitStatus;
    }
}
