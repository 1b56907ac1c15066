package dev.litevps.host;

import java.util.Set;

/**
 * The snapshots of one host's machines: states of a machine's root disk that the host keeps with it. A name has 1 to 64
 * letters, digits, dots, underscores and hyphens, beginning with a letter or a digit.
 *
 * <p>What holds for every operation of {@link Hypervisor} holds here: each can be repeated after a crash anywhere, never two
 * at a time on one machine. A snapshot of a running machine is what its disk would be after a power cut at that moment.
 * {@link Hypervisor#remove} removes a machine's snapshots with its disk.
 */
public interface MachineSnapshots {

    /** Keeps the disk's present state, of a machine that runs or is off; one of that name is left as it is. {@link HostException.Reason#NO_SUCH_MACHINE} if the host has no such machine. */
    void take(MachineId id, String name);

    /**
     * Sets the disk back to a snapshot, which is kept, as are the others. The machine is off before and after, also if it
     * ran when the snapshot was taken. {@link HostException.Reason#REFUSED} while it runs or if it has no such snapshot,
     * {@link HostException.Reason#NO_SUCH_MACHINE} if the host has no such machine.
     */
    void restore(MachineId id, String name);

    /** Removes a snapshot; the disk stays as it is. Nothing there is success. */
    void delete(MachineId id, String name);

    /** The names of the machine's snapshots; none if the host has no such machine. */
    Set<String> names(MachineId id);
}
