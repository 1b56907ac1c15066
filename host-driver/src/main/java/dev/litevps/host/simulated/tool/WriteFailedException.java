package dev.litevps.host.simulated.tool;

import java.io.IOException;

/** What a program printed could not be written: it ends, whatever it was reading. */
final class WriteFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    WriteFailedException(String reason, IOException cause) {
        super("write error: " + reason, cause);
    }
}
