package dev.litevps.host.simulated;

import dev.litevps.host.Capacity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated host shall be.
 *
 * @param capacity what it gives to machines in all; a create beyond its memory or disk is refused
 * @param bootDelay from power on until the guest greets; nothing makes it greet at once
 * @param shutdownDelay how long a guest takes to shut down when asked to
 * @param diskLimitBytes how much content each guest's disk really holds, whatever size its plan says
 * @param memoryLimitBytes how much content all guests' disks hold together: it is memory of this process
 * @param stateDirectory where the definitions of machines are kept across restarts; null keeps them in memory only
 * @param faults what is wrong with the host from the start
 */
public record SimulatedSettings(
        Capacity capacity,
        Duration bootDelay,
        Duration shutdownDelay,
        long diskLimitBytes,
        long memoryLimitBytes,
        @Nullable Path stateDirectory,
        Set<Fault> faults) {

    private static final long MIB = 1024 * 1024;

    /** Room for a few hundred small machines: the size of a common rented server. */
    private static final Capacity DEFAULT_CAPACITY = new Capacity(512, 512 * 1024, 8 * 1024);

    public SimulatedSettings {
        faults = Set.copyOf(faults);
    }

    /** Without delay, without fault, in memory only; 64 MiB of content for each disk and 512 MiB for all. */
    public static SimulatedSettings inMemory() {
        return new SimulatedSettings(
                DEFAULT_CAPACITY, Duration.ZERO, Duration.ZERO, 64 * MIB, 512 * MIB, null, Set.of());
    }

    public SimulatedSettings withCapacity(Capacity newCapacity) {
        return new SimulatedSettings(
                newCapacity, bootDelay, shutdownDelay, diskLimitBytes, memoryLimitBytes, stateDirectory, faults);
    }

    public SimulatedSettings withBootDelay(Duration delay) {
        return new SimulatedSettings(
                capacity, delay, shutdownDelay, diskLimitBytes, memoryLimitBytes, stateDirectory, faults);
    }

    public SimulatedSettings withShutdownDelay(Duration delay) {
        return new SimulatedSettings(
                capacity, bootDelay, delay, diskLimitBytes, memoryLimitBytes, stateDirectory, faults);
    }

    public SimulatedSettings withDiskLimitBytes(long limit) {
        return new SimulatedSettings(
                capacity, bootDelay, shutdownDelay, limit, memoryLimitBytes, stateDirectory, faults);
    }

    public SimulatedSettings withStateDirectory(Path directory) {
        return new SimulatedSettings(
                capacity, bootDelay, shutdownDelay, diskLimitBytes, memoryLimitBytes, directory, faults);
    }

    public SimulatedSettings withFaults(Set<Fault> initialFaults) {
        return new SimulatedSettings(
                capacity, bootDelay, shutdownDelay, diskLimitBytes, memoryLimitBytes, stateDirectory, initialFaults);
    }
}
