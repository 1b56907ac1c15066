package dev.litevps.host.libvirt;

import dev.litevps.host.Hypervisor;
import dev.litevps.host.HypervisorContract;
import dev.litevps.host.SshEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The driver with real guests, where host-setup has been done. */
class QemuHypervisorContractTest extends HypervisorContract {

    @RegisterExtension
    private final TestHost host = TestHost.real();

    @Override
    protected Hypervisor open() {
        return host.hypervisor();
    }

    @Override
    protected SshEndpoint nextEndpoint() {
        return TestHost.nextEndpoint();
    }

    @Override
    protected boolean bootsGuests() {
        return true;
    }

    @Override
    protected Duration bootTimeout() {
        return Duration.ofMinutes(5);
    }

    @Override
    protected Duration shutDownTimeout() {
        return Duration.ofMinutes(1);
    }
}
