package dev.litevps.host.simulated;

import dev.litevps.host.Hypervisor;
import dev.litevps.host.HypervisorContract;
import dev.litevps.host.SshEndpoint;
import java.time.Duration;

class SimulatedHypervisorContractTest extends HypervisorContract {

    private final Endpoints endpoints = new Endpoints();

    @Override
    protected Hypervisor open() {
        return new SimulatedHypervisor(SimulatedSettings.inMemory());
    }

    @Override
    protected SshEndpoint nextEndpoint() {
        return endpoints.next();
    }

    @Override
    protected boolean bootsGuests() {
        return true;
    }

    @Override
    protected Duration bootTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected Duration shutDownTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected int parallelCreates() {
        return 32;
    }
}
