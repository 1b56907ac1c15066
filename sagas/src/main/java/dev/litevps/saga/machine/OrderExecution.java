package dev.litevps.saga.machine;

import dev.litevps.command.vps.VpsCommand;
import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportRestarted;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.Machine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each order does on the host. Every step can be repeated: it looks at what is there and does what is missing. A
 * guest that cannot be reached yet is waited for in short turns, so that a worker is never held for a whole boot.
 */
public final class OrderExecution {

    private static final Logger LOG = LoggerFactory.getLogger(OrderExecution.class);

    /** How long one turn waits for a guest: enough for a simulated one, short against a real boot. */
    private static final Duration TURN = Duration.ofMillis(1_500);

    private final HostAccess hosts;
    private final Duration shutdownGrace;
    private final Clock clock;

    public OrderExecution(HostAccess hosts, Duration shutdownGrace, Clock clock) {
        this.hosts = hosts;
        this.shutdownGrace = shutdownGrace;
        this.clock = clock;
    }

    /** Where one turn of an order's execution led. */
    sealed interface Progress {

        /** The order is done, and this tells the aggregate. */
        record Done(VpsCommand outcome) implements Progress {}

        /** The host did its part; the guest is not there yet. */
        record AwaitingGuest(OrderTicket next) implements Progress {}
    }

    /**
     * Takes one turn.
     *
     * @param superseded whether a newer order has taken this one's place
     * @throws HostException if the host did not do what was asked
     */
    Progress execute(OrderTicket ticket, BooleanSupplier superseded) {
        return switch (ticket.order()) {
            case MachineOrder.Build build -> build(build, ticket, superseded);
            case MachineOrder.Start start -> start(start, ticket, superseded);
            case MachineOrder.Stop stop -> stop(stop);
            case MachineOrder.Restart restart -> restart(restart, ticket, superseded);
            case MachineOrder.Teardown teardown -> tearDown(teardown);
        };
    }

    private Progress build(MachineOrder.Build order, OrderTicket ticket, BooleanSupplier superseded) {
        hypervisor(order).create(hosts.spec(order.vpsId(), order.placement(), order.shape()));
        Progress progress = whenReachable(
                order,
                ticket,
                superseded,
                new ReportProvisioned(order.vpsId(), hosts.hostPublicKey(order.vpsId()), clock.instant()));
        if (progress instanceof Progress.Done) {
            publishName(order);
        }
        return progress;
    }

    /** A name server that is away holds up no machine: the reconciler publishes what is missing. */
    private void publishName(MachineOrder.Build order) {
        try {
            hosts.dns()
                    .publish(
                            HostAccess.machineId(order.vpsId()),
                            order.placement().address());
        } catch (HostException e) {
            if (e.reason() == HostException.Reason.CANCELLED) {
                throw e;
            }
            LOG.warn("The name of VPS {} is published later: {}", order.vpsId(), e.getMessage());
        }
    }

    private Progress start(MachineOrder.Start order, OrderTicket ticket, BooleanSupplier superseded) {
        Hypervisor hypervisor = hypervisor(order);
        Optional<Machine> machine = hypervisor.find(HostAccess.machineId(order.vpsId()));
        if (machine.isEmpty() || !machine.get().disk()) {
            // To create it would silently give the customer an empty disk.
            throw new DiskMissing(order.vpsId());
        }
        hypervisor.create(hosts.spec(order.vpsId(), order.placement(), order.shape()));
        return whenReachable(order, ticket, superseded, new ReportStarted(order.vpsId(), clock.instant()));
    }

    private Progress stop(MachineOrder.Stop order) {
        hosts.guest().forget(HostAccess.machineId(order.vpsId()));
        hypervisor(order).shutDown(HostAccess.machineId(order.vpsId()), shutdownGrace);
        return new Progress.Done(new ReportStopped(order.vpsId(), clock.instant()));
    }

    private Progress restart(MachineOrder.Restart order, OrderTicket ticket, BooleanSupplier superseded) {
        if (!ticket.rebooted()) {
            hosts.guest().forget(HostAccess.machineId(order.vpsId()));
            hypervisor(order).restart(HostAccess.machineId(order.vpsId()), shutdownGrace);
            // A turn of its own: once it is noted, whatever goes wrong later does not reboot the machine again.
            return new Progress.AwaitingGuest(ticket.afterReboot());
        }
        return whenReachable(order, ticket, superseded, new ReportRestarted(order.vpsId(), clock.instant()));
    }

    private Progress tearDown(MachineOrder.Teardown order) {
        Placement placement = order.placement();
        if (placement != null) {
            hosts.guest().forget(HostAccess.machineId(order.vpsId()));
            hosts.hypervisor(placement.hostId()).remove(HostAccess.machineId(order.vpsId()));
            // Before the address is given back: no name ever leads to another's machine.
            hosts.dns().remove(HostAccess.machineId(order.vpsId()));
        }
        hosts.userData().erase(order.vpsId());
        return new Progress.Done(new CompleteTeardown(order.vpsId(), clock.instant()));
    }

    private Progress whenReachable(
            MachineOrder.Timed order, OrderTicket next, BooleanSupplier superseded, VpsCommand outcome) {
        try {
            hosts.guest().awaitReachable(hosts.guestAccess(order.vpsId(), order.placement()), TURN, superseded);
            return new Progress.Done(outcome);
        } catch (HostException e) {
            if (e.reason() == HostException.Reason.TIMED_OUT || e.reason() == HostException.Reason.UNREACHABLE) {
                return new Progress.AwaitingGuest(next);
            }
            throw e;
        }
    }

    private Hypervisor hypervisor(MachineOrder.Timed order) {
        return hosts.hypervisor(order.placement().hostId());
    }

    /** The machine cannot be switched on again, because its disk is not where it was. */
    static final class DiskMissing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DiskMissing(VpsId vpsId) {
            super("the disk of VPS " + vpsId + " is not on its host");
        }
    }
}
