package dev.litevps.api.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.util.FileSystemUtils;

/** On real Debian guests under libvirt and QEMU. Skipped, with the reason, where host-setup has not been done. */
class RealGuestLifecycleTest extends LifecycleScenario {

    private static final String PREFIX =
            "litevps-test-" + ProcessHandle.current().pid();

    @BeforeEach
    void requireRealGuests() {
        RealGuests.assumeAvailable();
    }

    @Override
    String[] hypervisor() {
        return new String[] {"litevps.hypervisor=libvirt", "litevps.libvirt.prefix=" + PREFIX};
    }

    /** The server leaves its storage pool behind, as a host keeps its own; that of a test goes with it. */
    @AfterEach
    void removePool() throws IOException, InterruptedException {
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

    /** A boot under emulation takes half a minute, on a busy machine two. */
    @Override
    Duration patience() {
        return Duration.ofMinutes(5);
    }
}
