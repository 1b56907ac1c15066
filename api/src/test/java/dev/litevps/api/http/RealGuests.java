package dev.litevps.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Whether real guests can run on this machine. */
final class RealGuests {

    private RealGuests() {}

    /** Skips the test, with the reason, where host-setup has not been done. */
    static void assumeAvailable() {
        Path setup = Path.of("..", "host-setup", "setup");
        Assumptions.assumeTrue(Files.isExecutable(setup), "host-setup is not part of this checkout");
        try {
            Process check = new ProcessBuilder(setup.toString(), "--check")
                    .redirectErrorStream(true)
                    .start();
            String reason = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Assumptions.assumeTrue(check.waitFor() == 0, reason);
        } catch (IOException e) {
            Assumptions.abort("host-setup does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
