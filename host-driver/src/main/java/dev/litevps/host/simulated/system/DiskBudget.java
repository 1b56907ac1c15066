package dev.litevps.host.simulated.system;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The memory that all simulated disks of a host may take together, however many there are and however large each may be. */
public final class DiskBudget {

    private final long limitBytes;
    private final Set<Disk> disks = ConcurrentHashMap.newKeySet();

    public DiskBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void add(Disk disk) {
        disks.add(disk);
    }

    void remove(Disk disk) {
        disks.remove(disk);
    }

    boolean isSpent() {
        long used = 0;
        for (Disk disk : disks) {
            used += disk.usedBytes();
        }
        return used >= limitBytes;
    }
}
