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
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * What a server needs to be useful: its host in the fleet, and, where nobody has set anything up, a catalogue and a demo
 * account. Every step can be repeated, and is, at each start.
 */
@Component
class FirstStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

    private final CommandGateway gateway;
    private final Hypervisor hypervisor;
    private final HypervisorProperties hypervisorProperties;
    private final HostProperties host;
    private final DemoMode demoMode;
    private final DemoAccount demoAccount;
    private final Clock clock;

    FirstStart(
            CommandGateway gateway,
            Hypervisor hypervisor,
            HypervisorProperties hypervisorProperties,
            HostProperties host,
            DemoMode demoMode,
            DemoAccount demoAccount,
            Clock clock) {
        this.gateway = gateway;
        this.hypervisor = hypervisor;
        this.hypervisorProperties = hypervisorProperties;
        this.host = host;
        this.demoMode = demoMode;
        this.demoAccount = demoAccount;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        registerHost();
        if (demoMode.isOn()) {
            DemoCatalogue.plans(clock.instant()).forEach(gateway::sendAndWait);
            demoAccount.ensure();
        }
    }

    private void registerHost() {
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
        } catch (HostException e) {
            LOG.warn("Host {} does not answer; its size is taken as it was: {}", host.name(), e.getMessage());
        }
    }
}
