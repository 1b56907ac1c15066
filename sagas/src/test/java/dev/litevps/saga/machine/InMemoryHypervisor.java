package dev.litevps.saga.machine;

import dev.litevps.host.Capacity;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSnapshots;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A host in a map, which does at once what it is asked to do, or fails as it is told to. */
public final class InMemoryHypervisor implements Hypervisor {

    private final Map<MachineId, Machine> machines = new TreeMap<>();
    private final Map<MachineId, MachineSpec> specs = new HashMap<>();
    private final Map<MachineId, RuntimeException> troubles = new HashMap<>();
    private final Map<MachineId, Set<String>> snapshots = new TreeMap<>();
    private final List<String> deeds = new ArrayList<>();
    private @Nullable RuntimeException trouble;
    private Runnable whileWorking = () -> {};

    /** From now on everything fails with this. */
    public void fail(RuntimeException with) {
        trouble = with;
    }

    /** From now on everything fails for this reason. */
    public void fail(HostException.Reason reason) {
        fail(new HostException(reason, "as told"));
    }

    /** From now on everything that is done to this machine fails for this reason. */
    public void fail(MachineId id, HostException.Reason reason) {
        troubles.put(id, new HostException(reason, "as told"));
    }

    /** What happens while it does the next thing that is asked of it, once. */
    public void whileWorking(Runnable happening) {
        whileWorking = happening;
    }

    public void recover() {
        trouble = null;
        troubles.clear();
    }

    /** Puts a machine there, whole or in part, as something else than a request left it. */
    public void put(Machine machine) {
        machines.put(machine.id(), machine);
    }

    public void lose(MachineId id) {
        machines.remove(id);
    }

    /** What was asked of it, in order: the names of the operations that change something. */
    public List<String> deeds() {
        return List.copyOf(deeds);
    }

    public Optional<MachineSpec> spec(MachineId id) {
        return Optional.ofNullable(specs.get(id));
    }

    private void change(String deed, MachineId id) {
        deeds.add(deed);
        Runnable happening = whileWorking;
        whileWorking = () -> {};
        happening.run();
        answer(id);
    }

    private void answer(MachineId id) {
        if (trouble != null) {
            throw trouble;
        }
        RuntimeException own = troubles.get(id);
        if (own != null) {
            throw own;
        }
    }

    private Machine existing(MachineId id) {
        return find(id).filter(Machine::defined)
                .orElseThrow(() -> new HostException(HostException.Reason.NO_SUCH_MACHINE, "no machine " + id));
    }

    private void power(MachineId id, PowerState power) {
        Machine machine = existing(id);
        machines.put(id, new Machine(id, true, machine.disk(), power));
    }

    @Override
    public void create(MachineSpec spec) {
        change("create", spec.id());
        specs.put(spec.id(), spec);
        machines.put(spec.id(), new Machine(spec.id(), true, true, PowerState.RUNNING));
    }

    @Override
    public void powerOn(MachineId id) {
        change("powerOn", id);
        power(id, PowerState.RUNNING);
    }

    @Override
    public void shutDown(MachineId id, Duration grace) {
        change("shutDown", id);
        power(id, PowerState.OFF);
    }

    @Override
    public void restart(MachineId id, Duration grace) {
        change("restart", id);
        power(id, PowerState.RUNNING);
    }

    @Override
    public void remove(MachineId id) {
        change("remove", id);
        machines.remove(id);
    }

    @Override
    public Optional<Machine> find(MachineId id) {
        answer(id);
        return Optional.ofNullable(machines.get(id));
    }

    @Override
    public List<Machine> machines() {
        if (trouble != null) {
            throw trouble;
        }
        return List.copyOf(machines.values());
    }

    @Override
    public int vncPort(MachineId id) {
        throw new HostException(HostException.Reason.REFUSED, "no screen");
    }

    @Override
    public MachineSnapshots snapshots() {
        return new Snapshots();
    }

    /** Names, since no disk has contents. */
    private final class Snapshots implements MachineSnapshots {

        @Override
        public void take(MachineId id, String name) {
            change("take " + name, id);
            existing(id);
            snapshotNames(id).add(name);
        }

        @Override
        public void restore(MachineId id, String name) {
            change("restore " + name, id);
            if (existing(id).power() == PowerState.RUNNING || !names(id).contains(name)) {
                throw new HostException(HostException.Reason.REFUSED, "it runs, or there is no " + name);
            }
        }

        @Override
        public void delete(MachineId id, String name) {
            change("delete " + name, id);
            snapshotNames(id).remove(name);
        }

        @Override
        public Set<String> names(MachineId id) {
            return Set.copyOf(snapshotNames(id));
        }

        private Set<String> snapshotNames(MachineId id) {
            return snapshots.computeIfAbsent(id, _ -> new TreeSet<>());
        }
    }

    @Override
    public Capacity capacity() {
        RuntimeException thrown = trouble;
        if (thrown != null) {
            throw thrown;
        }
        return new Capacity(8, 8_192, 100);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
