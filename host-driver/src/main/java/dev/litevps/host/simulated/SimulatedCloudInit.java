package dev.litevps.host.simulated;

import dev.litevps.host.UserData;
import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.system.Disk;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.GuestSystem;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.OpenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a simulated guest does with user data on its first boot: a script is run, and of a cloud-config document what
 * {@link CloudConfig} knows. Files and logs are where cloud-init has them; what is not done is noted in the log, and a guest
 * boots whatever its user data says.
 */
final class SimulatedCloudInit {

    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatedCloudInit.class);

    private static final String INSTANCE = "/var/lib/cloud/instance";
    private static final String SCRIPTS = INSTANCE + "/scripts";
    private static final String LOG = "/var/log/cloud-init-output.log";
    private static final String FINISHED = INSTANCE + "/boot-finished";
    private static final String RUN_SCRIPTS =
            "for script in %s/*; do test -x \"$script\" && \"$script\"; done; date >%s".formatted(SCRIPTS, FINISHED);
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final GuestSystem system;
    private final Disk disk;

    SimulatedCloudInit(GuestSystem system) {
        this.system = system;
        this.disk = system.disk();
    }

    /** Does nothing on a disk on which it was begun before. */
    void apply(UserData data) {
        if (Files.exists(disk.path(INSTANCE))) {
            return;
        }
        try {
            for (String folder : List.of("/var/lib/cloud", INSTANCE, SCRIPTS)) {
                disk.createDirectory(disk.path(folder));
            }
            write(INSTANCE + "/user-data.txt", data.text(), "rw-------");
            prepare(data.text());
            runScripts();
        } catch (IOException e) {
            LOGGER.warn("User data of {} could not be applied", system.hostname(), e);
        }
    }

    private void prepare(String text) throws IOException {
        if (text.startsWith("#!")) {
            write(SCRIPTS + "/part-001", text, "rwx------");
            return;
        }
        CloudConfig config = CloudConfig.parse(text);
        for (CloudConfig.File file : config.files()) {
            try {
                write(file);
            } catch (IOException | InvalidPathException e) {
                note("one of write_files could not be written: " + e.getMessage());
            }
        }
        if (!config.script().isEmpty()) {
            write(SCRIPTS + "/runcmd", config.script(), "rwx------");
        }
        for (String complaint : config.complaints()) {
            note(complaint);
        }
    }

    private void write(CloudConfig.File file) throws IOException {
        String name = file.path();
        for (int slash = name.indexOf('/', 1); slash > 0; slash = name.indexOf('/', slash + 1)) {
            Path folder = disk.path(name.substring(0, slash));
            if (!Files.exists(folder)) {
                disk.createDirectory(folder);
            }
        }
        Path path = disk.path(name);
        write(path, file.content().getBytes(StandardCharsets.ISO_8859_1), file.append());
        Files.setPosixFilePermissions(path, file.permissions());
    }

    private void write(String path, String text, String permissions) throws IOException {
        write(disk.path(path), text.getBytes(StandardCharsets.UTF_8), false);
        Files.setPosixFilePermissions(disk.path(path), PosixFilePermissions.fromString(permissions));
    }

    private void write(Path path, byte[] content, boolean append) throws IOException {
        OpenFile file = disk.openForWriting(path, append);
        try {
            file.write(content, 0, content.length);
        } finally {
            file.release();
        }
    }

    private void note(String complaint) throws IOException {
        write(disk.path(LOG), ("simulated cloud-init: " + complaint + "\n").getBytes(StandardCharsets.UTF_8), true);
    }

    private void runScripts() throws IOException {
        OpenFile log = disk.openForWriting(disk.path(LOG), true);
        Launch launch = new Launch(
                null,
                List.of("cloud-init", "modules", "--mode=final"),
                Descriptors.of(new Nothing(), log, log.retain()),
                Map.of("HOME", "/root", "USER", "root", "PATH", PATH),
                disk.path("/"),
                true);
        GuestProcess unused = system.processes().start(launch, self -> self.become(List.of("sh", "-c", RUN_SCRIPTS)));
    }

    /** Nobody types. */
    private static final class Nothing extends OpenFile {

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }
    }
}
