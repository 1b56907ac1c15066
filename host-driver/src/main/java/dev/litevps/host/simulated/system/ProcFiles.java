package dev.litevps.host.simulated.system;

import java.util.Locale;
import java.util.UUID;

/** The files of {@code /proc} that scripts read most. */
final class ProcFiles {

    private static final long KIB_PER_MIB = 1024;

    private ProcFiles() {}

    static void publish(GuestSystem system) {
        Disk disk = system.disk();
        disk.publish("/proc/cpuinfo", () -> cpuInfo(system));
        disk.publish("/proc/meminfo", () -> memoryInfo(system));
        disk.publish("/proc/uptime", () -> {
            double up = system.uptime().toMillis() / 1000.0;
            return String.format(
                    Locale.ROOT, "%.2f %.2f%n", up, up * system.identity().vcpu());
        });
        disk.publish(
                "/proc/loadavg",
                () -> "0.00 0.00 0.00 1/" + system.processes().all().size() + " 1\n");
        disk.publish(
                "/proc/version",
                () -> "Linux version " + Identity.KERNEL_RELEASE + " " + Identity.KERNEL_VERSION + "\n");
        disk.publish("/proc/sys/kernel/hostname", () -> system.hostname() + "\n");
        String bootId = UUID.randomUUID().toString();
        disk.publish("/proc/sys/kernel/random/boot_id", () -> bootId + "\n");
        disk.publish("/proc/mounts", () -> "/dev/vda1 / ext4 rw,relatime 0 0\n");
    }

    private static String cpuInfo(GuestSystem system) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < system.identity().vcpu(); index++) {
            text.append("processor\t: ")
                    .append(index)
                    .append("\nvendor_id\t: LiteVPS\nmodel name\t: LiteVPS simulated processor\n")
                    .append("cpu cores\t: ")
                    .append(system.identity().vcpu())
                    .append("\n\n");
        }
        return text.toString();
    }

    private static String memoryInfo(GuestSystem system) {
        long total = system.identity().memoryMb() * KIB_PER_MIB;
        long free = total - system.usedMemoryMb() * KIB_PER_MIB;
        return String.format(
                Locale.ROOT,
                "MemTotal:       %8d kB%nMemFree:        %8d kB%nMemAvailable:   %8d kB%nBuffers:        %8d kB%n"
                        + "Cached:         %8d kB%nSwapTotal:      %8d kB%nSwapFree:       %8d kB%n",
                total,
                free,
                free,
                0,
                0,
                0,
                0);
    }
}
