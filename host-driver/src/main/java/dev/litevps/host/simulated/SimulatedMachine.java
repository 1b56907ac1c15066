package dev.litevps.host.simulated;

import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import dev.litevps.host.simulated.shell.GuestPrograms;
import dev.litevps.host.simulated.system.CpuGovernor;
import dev.litevps.host.simulated.system.Disk;
import dev.litevps.host.simulated.system.GuestSystem;
import dev.litevps.host.simulated.system.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** One machine: its definition, its disk with its snapshots, and while it is on, the system that runs on it. */
final class SimulatedMachine {

    private static final GuestPrograms PROGRAMS = new GuestPrograms();

    private final ConcurrentSkipListMap<String, Disk> snapshots = new ConcurrentSkipListMap<>();
    private volatile Disk disk;
    private volatile MachineSpec spec;
    private volatile List<KeyPair> hostKeys = List.of();
    private volatile PowerState power = PowerState.OFF;
    private volatile @Nullable GuestSystem system;
    private int powerCycle;

    SimulatedMachine(MachineSpec spec, Disk disk) {
        this.spec = spec;
        this.disk = disk;
    }

    MachineSpec spec() {
        return spec;
    }

    void redefine(MachineSpec newSpec) {
        spec = newSpec;
        hostKeys = List.of();
    }

    /** The guest's SSH host key, read from its text when it is first needed. */
    List<KeyPair> hostKeys(SessionContext session) throws IOException, GeneralSecurityException {
        List<KeyPair> keys = hostKeys;
        if (keys.isEmpty()) {
            byte[] text = spec.hostKey().privateKey().getBytes(StandardCharsets.US_ASCII);
            List<KeyPair> read = new ArrayList<>();
            SecurityUtils.loadKeyPairIdentities(session, null, new ByteArrayInputStream(text), null)
                    .forEach(read::add);
            keys = List.copyOf(read);
            hostKeys = keys;
        }
        return keys;
    }

    Disk disk() {
        return disk;
    }

    /** Other disks in the state that this machine's was in, by their names. */
    ConcurrentSkipListMap<String, Disk> snapshots() {
        return snapshots;
    }

    /** Gives the machine, which is off, another disk. */
    void exchange(Disk other) {
        Disk old = disk;
        disk = other;
        old.close();
    }

    /** Lets go of its disk and of its snapshots. */
    void close() {
        disk.close();
        snapshots.values().forEach(Disk::close);
        snapshots.clear();
    }

    PowerState power() {
        return power;
    }

    /** The power is on; the system is not up yet. Gives the number of this power cycle. */
    synchronized int powerOn() {
        power = PowerState.RUNNING;
        return ++powerCycle;
    }

    /** The system comes up, if the power has been on since then. */
    synchronized void boot(int cycle, CpuGovernor governor, GuestSystem.PowerButton button) {
        if (power == PowerState.RUNNING && powerCycle == cycle) {
            Identity identity = new Identity(spec.hostname(), spec.vcpu(), spec.memoryMb(), spec.diskGb());
            GuestSystem started = new GuestSystem(identity, disk, PROGRAMS, governor, button);
            system = started;
            if (spec.userData() != null) {
                new SimulatedCloudInit(started).apply(spec.userData());
            }
        }
    }

    /** The power is off. Gives the system that was up: the caller halts it, once its connections are cut. */
    synchronized Optional<GuestSystem> powerOff() {
        power = PowerState.OFF;
        GuestSystem running = system;
        system = null;
        return Optional.ofNullable(running);
    }

    /** The system, while it is up. */
    Optional<GuestSystem> system() {
        return Optional.ofNullable(system);
    }
}
