package dev.litevps.host.libvirt;

import dev.litevps.host.Hypervisor;
import dev.litevps.host.HypervisorContract;
import dev.litevps.host.SshEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The driver against libvirt's built-in mock: everywhere, in seconds, without guests. */
class MockHypervisorContractTest extends HypervisorContract {

    @RegisterExtension
    private final TestHost host = TestHost.mock();

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
        return false;
    }

    @Override
    protected Duration bootTimeout() {
        return Duration.ZERO;
    }

    @Override
    protected Duration shutDownTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected int parallelCreates() {
        return 40;
    }
}
