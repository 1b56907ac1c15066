package dev.litevps.host.simulated.system;

import java.io.IOException;

/** Nobody reads what a process writes. It ends the process, as SIGPIPE does. */
public final class BrokenPipeException extends IOException {

    private static final long serialVersionUID = 1L;

    public BrokenPipeException() {
        super("Broken pipe");
    }
}
