package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.util.List;

/** Finds what a command line runs. */
@FunctionalInterface
public interface ProgramLoader {

    /**
     * The program of a command line, whose first word is its name or path.
     *
     * @param process who wants to run it: its {@code PATH} and working directory count
     * @throws CommandNotFoundException if there is none, or it cannot be run
     */
    GuestProcess.Program find(GuestProcess process, List<String> command) throws IOException;
}
