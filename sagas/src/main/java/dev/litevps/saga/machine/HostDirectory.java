package dev.litevps.saga.machine;

import dev.litevps.events.host.HostId;
import dev.litevps.host.Hypervisor;
import java.util.Map;
import java.util.Optional;

/** The hosts that this node can reach, each with its driver. */
public final class HostDirectory {

    private final Map<HostId, Hypervisor> hypervisors;

    public HostDirectory(Map<HostId, Hypervisor> hypervisors) {
        this.hypervisors = Map.copyOf(hypervisors);
    }

    public Optional<Hypervisor> find(HostId hostId) {
        return Optional.ofNullable(hypervisors.get(hostId));
    }

    public Map<HostId, Hypervisor> all() {
        return hypervisors;
    }
}
