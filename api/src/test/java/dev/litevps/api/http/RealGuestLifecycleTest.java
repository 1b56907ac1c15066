package dev.litevps.api.http;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** On real Debian guests under libvirt and QEMU. Skipped, with the reason, where host-setup has not been done. */
class RealGuestLifecycleTest extends LifecycleScenario {

    @BeforeEach
    void requireRealGuests() {
        RealGuests.assumeAvailable();
    }

    @Override
    String[] hypervisor() {
        return new String[] {"litevps.hypervisor=libvirt"};
    }

    /** A boot under emulation takes half a minute, on a busy machine two. */
    @Override
    Duration patience() {
        return Duration.ofMinutes(5);
    }
}
