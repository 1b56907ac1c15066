package dev.litevps.api.http;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** On real Debian guests under libvirt and QEMU. Skipped, with the reason, where host-setup has not been done. */
@Tag("real-guest")
class RealGuestLifecycleTest extends LifecycleScenario {

    @BeforeEach
    void requireRealGuests() {
        RealGuests.assumeAvailable();
    }

    @Override
    String[] hypervisor() {
        return RealGuests.properties();
    }

    @AfterEach
    void removePool() throws IOException, InterruptedException {
        RealGuests.removePool();
    }

    @Override
    Duration patience() {
        return RealGuests.PATIENCE;
    }
}
