package dev.litevps.api.platform;

import dev.litevps.host.simulated.Fault;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What runs the machines.
 *
 * @param hypervisor which driver
 * @param simulated how simulated machines behave
 */
@ConfigurationProperties("litevps")
record HypervisorProperties(
        @DefaultValue("simulated") Kind hypervisor,
        @DefaultValue Simulated simulated) {

    /** The drivers, each with the network that its machines' addresses come from if nothing else is configured. */
    enum Kind {
        SIMULATED("127.0.2.0/24"),
        LIBVIRT("127.0.1.0/24");

        private final String defaultNetwork;

        Kind(String defaultNetwork) {
            this.defaultNetwork = defaultNetwork;
        }

        String defaultNetwork() {
            return defaultNetwork;
        }
    }

    /**
     * Simulated machines.
     *
     * @param bootDelay from switching a machine on until it can be reached
     * @param faults what is wrong with the host, to see how the platform copes
     */
    record Simulated(
            @DefaultValue("0s") Duration bootDelay,
            @DefaultValue Set<Fault> faults) {}

    Kind kind() {
        return hypervisor;
    }
}
