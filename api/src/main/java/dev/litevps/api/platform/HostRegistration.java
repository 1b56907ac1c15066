package dev.litevps.api.platform;

import dev.litevps.api.secrets.MasterSecret;
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
    private final MasterSecret masterSecret;
    private final HostProperties host;
    private final Clock clock;
    private volatile boolean done;

    HostRegistration(
            CommandGateway gateway,
            Hypervisor hypervisor,
            MasterSecret masterSecret,
            HostProperties host,
            Clock clock) {
        this.gateway = gateway;
        this.hypervisor = hypervisor;
        this.masterSecret = masterSecret;
        this.host = host;
        this.clock = clock;
    }

    /** Loopback addresses that another installation on this machine is most unlikely to have: 127.64.0.0 to 127.127.255.0. */
    private String ownNetwork() {
        byte[] installation = masterSecret.derive("network");
        return "127.%d.%d.0/24".formatted(64 + (installation[0] & 0x3f), installation[1] & 0xff);
    }

    /** Registers the host if this process has not done so yet and the host answers. */
    synchronized void ensure() {
        if (done) {
            return;
        }
        String network = host.network();
        gateway.sendAndWait(new CreateAddressPool(
                LocalHost.addressPoolId(host),
                network != null ? network : ownNetwork(),
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
