package dev.litevps.host.simulated;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSnapshots;
import dev.litevps.host.PowerState;
import dev.litevps.host.simulated.system.Disk;
import dev.litevps.host.simulated.system.DiskCopy;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Snapshots as copies of the disks in memory. Each counts against the memory that the host has for all disks, as the disks
 * themselves do, so that one for which there is no room is refused.
 */
final class SimulatedSnapshots implements MachineSnapshots {

    private final Function<MachineId, SimulatedMachine> machines;
    private final MachineStore store;
    private final Supplier<Disk> emptyDisks;

    SimulatedSnapshots(Function<MachineId, SimulatedMachine> machines, MachineStore store, Supplier<Disk> emptyDisks) {
        this.machines = machines;
        this.store = store;
        this.emptyDisks = emptyDisks;
    }

    /** The machine has the snapshots that were written down: of the state that its disk has now. */
    void takeUp(SimulatedMachine machine) {
        for (String name : store.snapshots(machine.spec().id())) {
            machine.snapshots().put(name, copy(machine.disk()));
        }
    }

    @Override
    public void take(MachineId id, String name) {
        SimulatedMachine machine = machines.apply(id);
        if (!machine.snapshots().containsKey(name)) {
            Disk copy = copy(machine.disk());
            store.writeSnapshot(id, name);
            machine.snapshots().put(name, copy);
        }
    }

    @Override
    public void restore(MachineId id, String name) {
        SimulatedMachine machine = machines.apply(id);
        Disk snapshot = machine.snapshots().get(name);
        if (snapshot == null) {
            throw new HostException(Reason.REFUSED, "Machine " + id + " has no snapshot " + name);
        }
        synchronized (machine) {
            if (machine.power() == PowerState.RUNNING) {
                throw new HostException(Reason.REFUSED, "Machine " + id + " runs");
            }
            machine.exchange(copy(snapshot));
        }
    }

    @Override
    public void delete(MachineId id, String name) {
        withMachine(id, machine -> {
            Disk snapshot = machine.snapshots().remove(name);
            if (snapshot != null) {
                store.removeSnapshot(id, name);
                snapshot.close();
            }
            return Set.of();
        });
    }

    @Override
    public Set<String> names(MachineId id) {
        return withMachine(id, machine -> Set.copyOf(machine.snapshots().keySet()));
    }

    /** What there is to say of the machine; nothing if there is none. */
    private Set<String> withMachine(MachineId id, Function<SimulatedMachine, Set<String>> action) {
        SimulatedMachine machine;
        try {
            machine = machines.apply(id);
        } catch (HostException e) {
            if (e.reason() == Reason.NO_SUCH_MACHINE) {
                return Set.of();
            }
            throw e;
        }
        return action.apply(machine);
    }

    private Disk copy(Disk disk) {
        Disk copy = emptyDisks.get();
        boolean whole = false;
        try {
            DiskCopy.copy(disk, copy);
            whole = true;
            return copy;
        } catch (IOException e) {
            throw new HostException(Reason.NO_SPACE, "The simulated host has no room for another disk", e);
        } finally {
            if (!whole) {
                copy.close();
            }
        }
    }
}
