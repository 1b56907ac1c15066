package dev.litevps.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;

/** Whether real guests can run on this machine. */
final class RealGuests {

    /** A boot under emulation takes half a minute, on a busy machine two. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String PREFIX =
            "litevps-test-" + ProcessHandle.current().pid();

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

    /** The properties of a server whose machines are real, and nobody else's. */
    static String[] properties() {
        return new String[] {"litevps.hypervisor=libvirt", "litevps.libvirt.prefix=" + PREFIX};
    }

    /** A server leaves its storage pool behind, as a host keeps its own; that of a test goes with it. */
    static void removePool() throws IOException, InterruptedException {
        Path folder = Path.of("/var/lib/litevps/machines", PREFIX);
        if (Files.exists(folder)) {
            for (String action : List.of("pool-destroy", "pool-undefine")) {
                new ProcessBuilder("virsh", "-c", "qemu:///system", action, PREFIX)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
