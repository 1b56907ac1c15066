package dev.litevps.saga.reconciler;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.machine.Workshop.machine;

import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.PowerState;
import dev.litevps.saga.Happenings;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.InMemoryHypervisor;
import dev.litevps.saga.machine.Workshop;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** One host in memory, and what the events say should be on it. */
abstract class ReconcilerFixture {

    static final MachineId MACHINE = machine(VPS);
    static final VpsId OTHER = new VpsId(new UUID(5, 2));
    static final Duration MINUTE = Duration.ofMinutes(1);

    final Workshop workshop = new Workshop();
    final InMemoryHypervisor host = workshop.host();
    final MachineRegister register = new MachineRegister(workshop.jdbc());
    final Reconciler reconciler = reconciler(workshop.hosts());
    private long stored;

    final Reconciler reconciler(HostDirectory hosts) {
        return new Reconciler(
                hosts,
                register,
                workshop.latestOrders(),
                workshop.locks(),
                workshop.outcomes(),
                vpsId -> Optional.of(stored),
                workshop.clock());
    }

    final void given(VpsEvent... events) {
        for (VpsEvent event : events) {
            register.on(event, ++stored);
        }
    }

    final void givenRunning(VpsId vpsId) {
        given(placed(vpsId), new VpsProvisioned(vpsId, Happenings.ANN, "ssh-ed25519 BBBB", NOW));
    }

    static Machine machineThat(PowerState power) {
        return new Machine(MACHINE, true, true, power);
    }

    /** Events that the register has not handled yet. */
    final void givenUnhandledEvents(int count) {
        stored += count;
    }
}
