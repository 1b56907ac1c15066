package dev.litevps.saga.reconciler;

import dev.litevps.command.Command;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.host.HostCommand.ReportHostAnswering;
import dev.litevps.command.host.HostCommand.ReportHostSilent;
import dev.litevps.events.Resources;
import dev.litevps.events.host.HostId;
import dev.litevps.host.Capacity;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.OutcomeReporter;
import java.time.Clock;
import java.util.Map;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every host for its size, and has noted which do not answer, so that new machines go elsewhere. */
public final class HostWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);

    private final HostDirectory hosts;
    private final OutcomeReporter outcomes;
    private final Clock clock;

    public HostWatch(HostDirectory hosts, OutcomeReporter outcomes, Clock clock) {
        this.hosts = hosts;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Looks at each host once. */
    public void look() {
        hosts.all().forEach((hostId, hypervisor) -> report(hostId, finding(hostId, hypervisor)));
    }

    private Command finding(HostId hostId, Hypervisor hypervisor) {
        try {
            Capacity capacity = hypervisor.capacity();
            return new ReportHostAnswering(
                    hostId, new Resources(capacity.vcpu(), capacity.memoryMb(), capacity.diskGb()), clock.instant());
        } catch (HostException e) {
            LOG.warn("Host {} does not answer: {}", hostId, e.getMessage());
            return new ReportHostSilent(hostId, clock.instant());
        }
    }

    private void report(HostId hostId, Command finding) {
        try {
            outcomes.report(finding, Map.of());
        } catch (AggregateNotFoundException e) {
            LOG.debug("Host {} is not in the fleet yet", hostId, e);
        } catch (CommandRejected e) {
            LOG.warn("What was found of host {} is not noted: {}", hostId, e.getMessage());
        }
    }
}
