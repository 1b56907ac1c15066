package dev.litevps.host.simulated;

import dev.litevps.host.MachineSpec;
import dev.litevps.host.simulated.shell.GuestPrograms;
import dev.litevps.host.simulated.system.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Puts onto a new disk what a freshly installed system has. */
final class DiskImage {

    private static final List<String> DIRECTORIES = List.of(
            "/boot",
            "/dev",
            "/etc",
            "/etc/ssh",
            "/home",
            "/media",
            "/mnt",
            "/opt",
            "/proc",
            "/proc/sys",
            "/proc/sys/kernel",
            "/proc/sys/kernel/random",
            "/root/.ssh",
            "/run",
            "/srv",
            "/sys",
            "/sys/fs",
            "/sys/fs/cgroup",
            "/tmp",
            "/usr",
            "/usr/bin",
            "/usr/lib",
            "/usr/local",
            "/usr/local/bin",
            "/usr/sbin",
            "/usr/share",
            "/var",
            "/var/cache",
            "/var/lib",
            "/var/log",
            "/var/tmp");
    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");
    private static final String OS_RELEASE = """
            PRETTY_NAME="LiteVPS simulated guest"
            NAME="LiteVPS simulated guest"
            ID=litevps-simulated
            ID_LIKE=debian
            VERSION_ID="1"
            """;

    private DiskImage() {}

    static void install(Disk disk, MachineSpec spec) {
        try {
            Files.setPosixFilePermissions(disk.path("/root"), PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(disk.path("/"), PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String directory : DIRECTORIES) {
                disk.createDirectory(disk.path(directory));
            }
            for (String link : List.of("bin", "sbin", "lib")) {
                disk.createSymbolicLink(disk.path("/" + link), disk.path("usr/" + link));
            }
            for (String directory : List.of("/tmp", "/var/tmp")) {
                permit(disk, directory, "rwxrwxrwx");
            }
            for (String device : DEVICES) {
                write(disk, "/dev/" + device, "", "rw-rw-rw-");
            }
            installPrograms(disk);
            configure(disk, spec);
        } catch (IOException e) {
            throw new UncheckedIOException("A new disk in memory takes its first files", e);
        }
    }

    private static void installPrograms(Disk disk) throws IOException {
        Path all = disk.path("/usr/lib/programs");
        disk.reserveFile();
        Files.write(all, GuestPrograms.content());
        Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : GuestPrograms.names()) {
            disk.createLink(disk.path("/usr/bin/" + name), all);
        }
    }

    private static void configure(Disk disk, MachineSpec spec) throws IOException {
        String name = spec.hostname();
        write(disk, "/etc/hostname", name + "\n");
        write(disk, "/etc/hosts", "127.0.0.1\tlocalhost\n" + spec.ssh().address() + "\t" + name + "\n");
        write(disk, "/etc/os-release", OS_RELEASE);
        write(disk, "/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        write(disk, "/etc/group", "root:x:0:\n");
        write(disk, "/etc/shells", "/bin/sh\n/bin/bash\n");
        write(disk, "/etc/fstab", "LABEL=root / ext4 rw 0 1\n");
        write(disk, "/etc/resolv.conf", "");
        write(disk, "/etc/motd", "This guest is simulated: its files live in memory, and it has no network.\n");
        write(disk, "/etc/ssh/ssh_host_ed25519_key.pub", spec.hostKey().publicKey() + "\n");
        write(disk, "/proc/cpuinfo", "");
        write(disk, "/proc/meminfo", "");
        write(disk, "/proc/uptime", "");
        write(disk, "/proc/loadavg", "");
        write(disk, "/proc/version", "");
        write(disk, "/proc/mounts", "");
        write(disk, "/proc/sys/kernel/hostname", "");
        write(disk, "/proc/sys/kernel/random/boot_id", "");
        permit(disk, "/root/.ssh", "rwx------");
        write(disk, "/root/.ssh/authorized_keys", String.join("\n", spec.authorizedKeys()) + "\n", "rw-------");
    }

    private static void write(Disk disk, String path, String content) throws IOException {
        write(disk, path, content, "rw-r--r--");
    }

    private static void write(Disk disk, String path, String content, String permissions) throws IOException {
        disk.reserveFile();
        Files.writeString(disk.path(path), content);
        permit(disk, path, permissions);
    }

    private static void permit(Disk disk, String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(disk.path(path), PosixFilePermissions.fromString(permissions));
    }
}
