package dev.litevps.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One host's power over its machines.
 *
 * <p>Every operation looks at the actual state first and converges on the asked one, so that it can be repeated after a
 * crash anywhere: what is already done is left alone, what is half done is completed. Operations on different machines
 * may run at the same time; a caller never runs two on the same machine. All of them block, and throw
 * {@link HostException} when the host does not do what was asked.
 */
public interface Hypervisor extends AutoCloseable {

    /** Makes the machine exist as specified and powers it on. Returns when its processor runs, not when the guest is reachable. */
    void create(MachineSpec spec);

    /** Powers the machine on. {@link HostException.Reason#NO_SUCH_MACHINE} if the host has none. */
    void powerOn(MachineId id);

    /** Asks the guest to shut down (ACPI), and cuts the power if it has not done so after {@code grace}. Returns when it is off. Fails like {@link #powerOn} if the host has none. */
    void shutDown(MachineId id, Duration grace);

    /** {@link #shutDown} and {@link #powerOn} in one, also for a machine that is off: returns when the processor runs again. */
    void restart(MachineId id, Duration grace);

    /** Leaves nothing of the machine: cuts the power, removes the domain, its disk and its seed. Nothing there is success. */
    void remove(MachineId id);

    /** What the host has of the machine; empty if there is no trace. */
    Optional<Machine> find(MachineId id);

    /** Every machine of which the host has a trace, also those with only a disk or only a domain. */
    List<Machine> machines();

    /** The TCP port of the machine's VNC server on the host. {@link HostException.Reason#REFUSED} while it is off. Fails like {@link #powerOn} if the host has none. */
    int vncPort(MachineId id);

    /** The snapshots of its machines. */
    MachineSnapshots snapshots();

    /** What this host can give to machines in all. */
    Capacity capacity();

    /** Lets go of the connection. Machines run on where they can: those of a real host do. */
    @Override
    void close();
}
