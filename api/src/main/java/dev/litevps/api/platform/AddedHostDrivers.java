package dev.litevps.api.platform;

import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.api.secrets.SecretsProperties;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostId;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.libvirt.LibvirtHypervisor;
import dev.litevps.host.simulated.SimulatedHypervisor;
import dev.litevps.host.simulated.SimulatedSettings;
import dev.litevps.query.host.HostConnections;
import dev.litevps.saga.machine.HostDirectory;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Drivers for the hosts that operators added. A simulated one keeps its machines in a folder of its own; a real one is driven
 * like the host of the configuration, under names of its own, so that two of them never share a disk.
 */
@Component
public class AddedHostDrivers implements HostDirectory.AddedHosts {

    private static final int HOST_CHARACTERS = 8;

    private final HostConnections connections;
    private final HypervisorProperties properties;
    private final SecretsProperties secrets;
    private final MasterSecret masterSecret;

    AddedHostDrivers(
            HostConnections connections,
            HypervisorProperties properties,
            SecretsProperties secrets,
            MasterSecret masterSecret) {
        this.connections = connections;
        this.properties = properties;
        this.secrets = secrets;
        this.masterSecret = masterSecret;
    }

    @Override
    public Set<HostId> ids() {
        return connections.all().keySet();
    }

    @Override
    public Optional<Hypervisor> open(HostId hostId) {
        return Optional.ofNullable(connections.all().get(hostId)).map(connection -> open(hostId, connection));
    }

    /** Whether this is the host of this server's own configuration by another name. */
    public boolean isOwn(HostConnection connection) {
        return properties.kind() == HypervisorProperties.Kind.LIBVIRT
                && properties.libvirt().uri().equals(connection.uri());
    }

    /** A driver for a host that is reached like this, whether or not it was added yet. Whoever asks closes it. */
    public Hypervisor open(HostId hostId, HostConnection connection) {
        return switch (connection.kind()) {
            case SIMULATED ->
                new SimulatedHypervisor(SimulatedSettings.inMemory()
                        .withStateDirectory(
                                secrets.data().resolve("simulated-hosts").resolve(hostId.toString()))
                        .withBootDelay(properties.simulated().bootDelay()));
            case LIBVIRT -> {
                String own = HypervisorConfiguration.prefix(properties.libvirt(), masterSecret);
                // The end of a time-ordered id is the part that is random.
                String host = hostId.toString();
                yield new LibvirtHypervisor(HypervisorConfiguration.libvirt(properties.libvirt(), masterSecret)
                        .withUri(Objects.requireNonNull(connection.uri()))
                        .withPrefix(own + "-" + host.substring(host.length() - HOST_CHARACTERS)));
            }
        };
    }
}
