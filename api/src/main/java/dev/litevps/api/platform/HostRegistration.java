package dev.litevps.api.platform;

import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.events.Resources;
import dev.litevps.host.Capacity;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts the host that this node drives into the fleet, with the size that it has at this start. A host that does not
 * answer yet is asked again with every reconciliation until it does.
 */
@Component
class HostRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(HostRegistration.class);

    private final CommandGateway gateway;
    private final Hypervisor hypervisor;
    private final HypervisorProperties hypervisorProperties;
    private final HostProperties host;
    private final Clock clock;
    private volatile boolean done;

    HostRegistration(
            CommandGateway gateway,
            Hypervisor hypervisor,
            HypervisorProperties hypervisorProperties,
            HostProperties host,
            Clock clock) {
        this.gateway = gateway;
        this.hypervisor = hypervisor;
        this.hypervisorProperties = hypervisorProperties;
        this.host = host;
        this.clock = clock;
    }

    /** Registers the host if this process has not done so yet and the host answers. */
    synchronized void ensure() {
        if (done) {
            return;
        }
        String network = host.network();
        gateway.sendAndWait(new CreateAddressPool(
                LocalHost.addressPoolId(host),
                network != null ? network : hypervisorProperties.kind().defaultNetwork(),
                host.sshPort(),
                clock.instant()));
        try {
            Capacity capacity = hypervisor.capacity();
            gateway.sendAndWait(new RegisterHost(
                    LocalHost.id(host),
                    host.name(),
                    new Resources(capacity.vcpu(), capacity.memoryMb(), capacity.diskGb()),
                    LocalHost.addressPoolId(host),
                    clock.instant()));
            done = true;
        } catch (HostException e) {
            LOG.warn("Host {} does not answer; it is asked again later: {}", host.name(), e.getMessage());
        }
    }
}
