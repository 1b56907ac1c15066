package dev.litevps.api.http;

import java.time.Duration;

/** On simulated guests. */
class SimulatedLifecycleTest extends LifecycleScenario {

    @Override
    String[] hypervisor() {
        return new String[] {"litevps.hypervisor=simulated"};
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(30);
    }
}
