package dev.litevps.api.platform;

import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * What a server needs to be useful: its host in the fleet, its operator, and, where nobody has set anything up, a catalogue and a demo
 * account. Every step can be repeated, and is, at each start.
 */
@Component
class FirstStart implements ApplicationRunner {

    private final CommandGateway gateway;
    private final HostRegistration hostRegistration;
    private final OperatorAccount operatorAccount;
    private final DemoMode demoMode;
    private final DemoAccount demoAccount;
    private final Clock clock;

    FirstStart(
            CommandGateway gateway,
            HostRegistration hostRegistration,
            OperatorAccount operatorAccount,
            DemoMode demoMode,
            DemoAccount demoAccount,
            Clock clock) {
        this.gateway = gateway;
        this.hostRegistration = hostRegistration;
        this.operatorAccount = operatorAccount;
        this.demoMode = demoMode;
        this.demoAccount = demoAccount;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        hostRegistration.ensure();
        operatorAccount.ensure();
        if (demoMode.isOn()) {
            DemoCatalogue.plans(clock.instant()).forEach(gateway::sendAndWait);
            DemoTemplates.all(clock.instant()).forEach(gateway::sendAndWait);
            demoAccount.ensure();
        }
    }
}
