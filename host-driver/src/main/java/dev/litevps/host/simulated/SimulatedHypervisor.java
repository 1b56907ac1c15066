package dev.litevps.host.simulated;

import dev.litevps.host.Capacity;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSnapshots;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import dev.litevps.host.simulated.system.CpuGovernor;
import dev.litevps.host.simulated.system.Disk;
import dev.litevps.host.simulated.system.DiskBudget;
import dev.litevps.host.simulated.system.GuestSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host whose machines are simulated in this process: see the package for what that means.
 *
 * <p>A real host can be down, full or slow. This one can be made so at any time with {@link #inject}.
 */
public final class SimulatedHypervisor implements Hypervisor {

    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatedHypervisor.class);

    private final SimulatedSettings settings;
    private final MachineStore store;
    private final DiskBudget budget;
    private final SimulatedSnapshots snapshots;
    private final GuestServer server = new GuestServer();
    private final CpuGovernor governor = new CpuGovernor();
    private final ConcurrentSkipListMap<MachineId, SimulatedMachine> machines = new ConcurrentSkipListMap<>();
    private final Screens screens = new Screens();
    private final Set<MachineId> leftovers = ConcurrentHashMap.newKeySet();
    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService boots;

    /** Takes up the machines of the state directory, and powers on those that ran when it was last used. */
    public SimulatedHypervisor(SimulatedSettings settings) {
        this.settings = settings;
        this.store = new MachineStore(settings.stateDirectory());
        this.budget = new DiskBudget(settings.memoryLimitBytes());
        this.snapshots = new SimulatedSnapshots(this::existing, store, this::emptyDisk);
        this.faults.addAll(settings.faults());
        this.boots = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("simulated-boot").factory());
        Map<MachineId, MachineStore.Definition> definitions = store.definitions();
        leftovers.addAll(store.disks());
        definitions.values().forEach(this::takeUp);
    }

    private void takeUp(MachineStore.Definition definition) {
        SimulatedMachine machine = build(definition.spec());
        if (definition.power() == PowerState.RUNNING) {
            try {
                powerOn(machine);
            } catch (HostException e) {
                LOGGER.warn(
                        "Machine {} cannot be powered on again", machine.spec().id(), e);
            }
        }
    }

    private Disk emptyDisk() {
        return new Disk(budget, settings.diskLimitBytes());
    }

    private SimulatedMachine build(MachineSpec spec) {
        Disk disk = emptyDisk();
        DiskImage.install(disk, spec);
        SimulatedMachine machine = new SimulatedMachine(spec, disk);
        snapshots.takeUp(machine);
        machines.put(spec.id(), machine);
        leftovers.remove(spec.id());
        return machine;
    }

    /** Lets something be wrong with the host from now on. */
    public void inject(Fault fault) {
        faults.add(fault);
    }

    /** Lets a fault be over. */
    public void heal(Fault fault) {
        faults.remove(fault);
    }

    private void answer() {
        if (faults.contains(Fault.HOST_UNREACHABLE)) {
            throw new HostException(Reason.UNREACHABLE, "The simulated host does not answer");
        }
    }

    private SimulatedMachine existing(MachineId id) {
        answer();
        SimulatedMachine machine = machines.get(id);
        if (machine == null) {
            throw new HostException(Reason.NO_SUCH_MACHINE, "The simulated host has no machine " + id);
        }
        return machine;
    }

    @Override
    public void create(MachineSpec spec) {
        answer();
        SimulatedMachine machine = machines.get(spec.id());
        if (machine == null) {
            machine = buildWithin(spec);
        } else if (!machine.spec().equals(spec)) {
            powerOff(machine);
            machine.redefine(spec);
        }
        store.write(spec, machine.power());
        powerOn(machine);
    }

    /** Builds a new machine if there is room for it: one at a time, so that none takes the room of another. */
    private synchronized SimulatedMachine buildWithin(MachineSpec spec) {
        long memoryMb = spec.memoryMb();
        long diskGb = spec.diskGb();
        for (SimulatedMachine other : machines.values()) {
            memoryMb += other.spec().memoryMb();
            diskGb += other.spec().diskGb();
        }
        Capacity capacity = settings.capacity();
        boolean full = memoryMb > capacity.memoryMb() || diskGb > capacity.diskGb();
        if (full || faults.contains(Fault.NO_SPACE)) {
            throw new HostException(Reason.NO_SPACE, "The simulated host has no room for machine " + spec.id());
        }
        store.writeDisk(spec.id());
        return build(spec);
    }

    @Override
    public void powerOn(MachineId id) {
        powerOn(existing(id));
    }

    private void powerOn(SimulatedMachine machine) {
        synchronized (machine) {
            if (machine.power() == PowerState.RUNNING) {
                return;
            }
            server.listen(machine);
            int cycle = machine.powerOn();
            store.write(machine.spec(), PowerState.RUNNING);
            if (faults.contains(Fault.NEVER_BOOTS)) {
                return;
            }
            if (settings.bootDelay().isZero()) {
                boot(machine, cycle);
            } else {
                Future<?> unused = boots.schedule(
                        () -> boot(machine, cycle), settings.bootDelay().toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void boot(SimulatedMachine machine, int cycle) {
        machine.boot(cycle, governor, new GuestSystem.PowerButton() {
            @Override
            public void powerOff() {
                // Not on the thread of the process that asks: the power cut ends it.
                Thread.startVirtualThread(() -> SimulatedHypervisor.this.powerOff(machine));
            }

            @Override
            public void reboot() {
                Thread.startVirtualThread(() -> {
                    SimulatedHypervisor.this.powerOff(machine);
                    SimulatedHypervisor.this.powerOn(machine);
                });
            }
        });
    }

    private void powerOff(SimulatedMachine machine) {
        synchronized (machine) {
            if (machine.power() == PowerState.RUNNING) {
                cutPower(machine);
                store.write(machine.spec(), PowerState.OFF);
            }
        }
    }

    /** First the connections and then the processes: who talks to the guest must not take its end for an answer. */
    private void cutPower(SimulatedMachine machine) {
        Optional<GuestSystem> running = machine.powerOff();
        server.hangUp(machine);
        screens.turnOff(machine.spec().id());
        running.ifPresent(GuestSystem::halt);
    }

    @Override
    public void shutDown(MachineId id, Duration grace) {
        SimulatedMachine machine = existing(id);
        if (machine.power() == PowerState.OFF) {
            return;
        }
        boolean deaf =
                faults.contains(Fault.IGNORES_SHUTDOWN) || machine.system().isEmpty();
        Duration delay = deaf || settings.shutdownDelay().compareTo(grace) > 0 ? grace : settings.shutdownDelay();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while machine " + id + " shut down", e);
        }
        powerOff(machine);
    }

    @Override
    public void restart(MachineId id, Duration grace) {
        shutDown(id, grace);
        powerOn(id);
    }

    @Override
    public void remove(MachineId id) {
        answer();
        SimulatedMachine machine = machines.get(id);
        if (machine != null) {
            synchronized (machine) {
                cutPower(machine);
                machines.remove(id);
                machine.close();
            }
        }
        store.remove(id);
        leftovers.remove(id);
    }

    @Override
    public Optional<Machine> find(MachineId id) {
        answer();
        SimulatedMachine machine = machines.get(id);
        if (machine != null) {
            return Optional.of(new Machine(id, true, true, machine.power()));
        }
        return leftovers.contains(id) ? Optional.of(new Machine(id, false, true, PowerState.OFF)) : Optional.empty();
    }

    @Override
    public List<Machine> machines() {
        answer();
        List<Machine> all = new ArrayList<>();
        machines.forEach((id, machine) -> all.add(new Machine(id, true, true, machine.power())));
        leftovers.forEach(id -> all.add(new Machine(id, false, true, PowerState.OFF)));
        return all;
    }

    @Override
    public int vncPort(MachineId id) {
        SimulatedMachine machine = existing(id);
        synchronized (machine) {
            if (machine.power() == PowerState.OFF) {
                throw new HostException(Reason.REFUSED, "Machine " + id + " is off");
            }
            return screens.portOf(machine.spec());
        }
    }

    @Override
    public MachineSnapshots snapshots() {
        return snapshots;
    }

    @Override
    public Capacity capacity() {
        answer();
        return settings.capacity();
    }

    /** Ends every machine. With a state directory, those that run now boot again with the next instance. */
    @Override
    public void close() {
        boots.shutdownNow();
        screens.close();
        server.close();
        machines.values().forEach(machine -> {
            machine.powerOff().ifPresent(GuestSystem::halt);
            machine.close();
        });
    }
}
