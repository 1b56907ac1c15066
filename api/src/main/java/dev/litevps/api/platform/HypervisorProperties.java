package dev.litevps.api.platform;

import dev.litevps.host.libvirt.DomainType;
import dev.litevps.host.libvirt.GuestNetwork;
import dev.litevps.host.simulated.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What runs the machines.
 *
 * @param hypervisor which driver
 * @param simulated how simulated machines behave
 * @param libvirt where real machines are
 */
@ConfigurationProperties("litevps")
record HypervisorProperties(
        @DefaultValue("simulated") Kind hypervisor,
        @DefaultValue Simulated simulated,
        @DefaultValue Libvirt libvirt) {

    /** The drivers. */
    enum Kind {
        SIMULATED,
        LIBVIRT
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

    /**
     * Real machines.
     *
     * @param uri libvirt's connection URI
     * @param prefix begins the names of everything that this installation has on the host; derived from the master secret
     *     if null, so that several installations can share a host
     * @param machinesFolder holds a folder of disks and seeds for each installation
     * @param imageFolder where host-setup left the guest image
     * @param domainType what executes guests: {@code auto} finds out
     * @param network what guests can reach
     */
    record Libvirt(
            @DefaultValue("qemu:///system") String uri,
            @Nullable String prefix,
            @DefaultValue("/var/lib/litevps/machines") Path machinesFolder,
            @DefaultValue("/var/lib/litevps/images/current") Path imageFolder,
            @DefaultValue("auto") DomainType domainType,
            @DefaultValue("isolated") GuestNetwork network) {}

    Kind kind() {
        return hypervisor;
    }
}
