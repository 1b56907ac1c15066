package dev.litevps.host.simulated;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.HostKey;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.UserData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a simulated host's machines, so that they outlive its process as those of a real one do.
 *
 * <p>A machine leaves two files in the state directory: {@code <id>.disk}, made first and removed last, which stands for
 * the disk that a real host would have, and {@code <id>.machine}, which is written whole or not at all and only its owner
 * can read, because it holds the guest's host key, and user data. A snapshot leaves {@code <id>.<name>.snapshot}, which stands for what a
 * real host would have of it: contents of disks and of snapshots are memory, and after a restart those of a new system. Without a directory nothing is kept.
 */
final class MachineStore {

    private static final String DISK = ".disk";
    private static final String MACHINE = ".machine";
    private static final String SNAPSHOT = ".snapshot";
    private static final String USER_DATA = "userData";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A machine as it was when it was last written down. */
    record Definition(MachineSpec spec, PowerState power) {}

    private final @Nullable Path directory;

    MachineStore(@Nullable Path directory) {
        this.directory = directory;
        if (directory != null) {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("The state directory cannot be made: " + directory, e);
            }
        }
    }

    /** Takes note that the machine has a disk. */
    void writeDisk(MachineId id) {
        if (directory == null) {
            return;
        }
        try {
            make(directory.resolve(id + DISK));
        } catch (IOException e) {
            throw refused("The disk of " + id + " cannot be made", e);
        }
    }

    private static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, OWNER_ONLY);
        }
    }

    /** Takes note that the machine has a snapshot. */
    void writeSnapshot(MachineId id, String name) {
        if (directory != null) {
            try {
                make(directory.resolve(id + "." + name + SNAPSHOT));
            } catch (IOException e) {
                throw refused("The snapshot " + name + " of " + id + " cannot be made", e);
            }
        }
    }

    /** Takes note that the machine no longer has a snapshot. */
    void removeSnapshot(MachineId id, String name) {
        if (directory != null) {
            try {
                Files.deleteIfExists(directory.resolve(id + "." + name + SNAPSHOT));
            } catch (IOException e) {
                throw refused("The snapshot " + name + " of " + id + " cannot be removed", e);
            }
        }
    }

    /** The names of the machine's snapshots. */
    Set<String> snapshots(MachineId id) {
        Set<String> names = new TreeSet<>();
        if (directory != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, id + ".*" + SNAPSHOT)) {
                for (Path file : files) {
                    String all = String.valueOf(file.getFileName());
                    names.add(all.substring(id.toString().length() + 1, all.length() - SNAPSHOT.length()));
                }
            } catch (IOException e) {
                throw refused("The state directory cannot be read: " + directory, e);
            }
        }
        return names;
    }

    void write(MachineSpec spec, PowerState power) {
        if (directory == null) {
            return;
        }
        Path file = directory.resolve(spec.id() + MACHINE);
        Path draft = directory.resolve(spec.id() + MACHINE + ".draft");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, OWNER_ONLY);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                properties(spec, power).store(out, null);
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw refused("The definition of " + spec.id() + " cannot be written", e);
        }
    }

    void remove(MachineId id) {
        if (directory == null) {
            return;
        }
        snapshots(id).forEach(name -> removeSnapshot(id, name));
        try {
            Files.deleteIfExists(directory.resolve(id + MACHINE + ".draft"));
            Files.deleteIfExists(directory.resolve(id + MACHINE));
            Files.deleteIfExists(directory.resolve(id + DISK));
        } catch (IOException e) {
            throw refused("The definition of " + id + " cannot be removed", e);
        }
    }

    /** Every machine that has been written down. */
    Map<MachineId, Definition> definitions() {
        Map<MachineId, Definition> found = new TreeMap<>();
        for (MachineId id : ids(MACHINE)) {
            found.put(id, read(id));
        }
        return found;
    }

    /** Every machine that has a disk, defined or not. */
    Set<MachineId> disks() {
        return ids(DISK);
    }

    private Set<MachineId> ids(String suffix) {
        Set<MachineId> ids = new TreeSet<>();
        if (directory == null) {
            return ids;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + suffix)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                ids.add(MachineId.of(name.substring(0, name.length() - suffix.length())));
            }
            return ids;
        } catch (IOException e) {
            throw refused("The state directory cannot be read: " + directory, e);
        }
    }

    private Definition read(MachineId id) {
        if (directory == null) {
            throw new IllegalStateException("Nothing is kept");
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve(id + MACHINE))) {
            properties.load(in);
        } catch (IOException e) {
            throw refused("The definition of " + id + " cannot be read", e);
        }
        MachineSpec spec = new MachineSpec(
                id,
                text(properties, "hostname"),
                number(properties, "vcpu"),
                number(properties, "memoryMb"),
                number(properties, "diskGb"),
                new SshEndpoint(text(properties, "address"), number(properties, "port")),
                Arrays.asList(text(properties, "authorizedKeys").split("\n")),
                new HostKey(text(properties, "hostPrivateKey"), text(properties, "hostPublicKey")),
                userData(properties));
        return new Definition(spec, PowerState.valueOf(text(properties, "power")));
    }

    private static Properties properties(MachineSpec spec, PowerState power) {
        Properties properties = new Properties();
        properties.setProperty("hostname", spec.hostname());
        properties.setProperty("vcpu", Integer.toString(spec.vcpu()));
        properties.setProperty("memoryMb", Integer.toString(spec.memoryMb()));
        properties.setProperty("diskGb", Integer.toString(spec.diskGb()));
        properties.setProperty("address", spec.ssh().address());
        properties.setProperty("port", Integer.toString(spec.ssh().port()));
        properties.setProperty("authorizedKeys", String.join("\n", spec.authorizedKeys()));
        properties.setProperty("hostPrivateKey", spec.hostKey().privateKey());
        properties.setProperty("hostPublicKey", spec.hostKey().publicKey());
        properties.setProperty("power", power.name());
        if (spec.userData() != null) {
            properties.setProperty(USER_DATA, spec.userData().text());
        }
        return properties;
    }

    private static @Nullable UserData userData(Properties properties) {
        String text = properties.getProperty(USER_DATA);
        return text == null ? null : new UserData(text);
    }

    private static String text(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new HostException(Reason.REFUSED, "A definition lacks its " + name);
        }
        return value;
    }

    private static int number(Properties properties, String name) {
        return Integer.parseInt(text(properties, name));
    }

    private static HostException refused(String message, IOException cause) {
        return new HostException(Reason.REFUSED, message, cause);
    }
}
