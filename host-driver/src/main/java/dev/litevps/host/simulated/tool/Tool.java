package dev.litevps.host.simulated.tool;

import java.io.IOException;

/** A program of a simulated guest. */
@FunctionalInterface
public interface Tool {

    /** Runs it and gives its exit status. An exception is reported on stderr under the program's name; the status is 1. */
    int run(Invocation call) throws IOException;
}
