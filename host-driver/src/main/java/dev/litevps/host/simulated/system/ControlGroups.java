package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is below {@code /sys/fs/cgroup}: groups of processes, which a process is born into and does not leave by accident. */
final class ControlGroups {

    static final String ROOT = "/sys/fs/cgroup";

    private final ProcessTable processes;

    ControlGroups(ProcessTable processes) {
        this.processes = processes;
    }

    /** The file by which a group is looked at and changed; null if this path is none. */
    @Nullable
    OpenFile open(Path path) {
        Path group = path.getParent();
        if (group == null || !group.startsWith(ROOT)) {
            return null;
        }
        return switch (path.getFileName().toString()) {
            case "cgroup.procs" -> new Members(group.toString());
            case "cgroup.kill" -> new Kill(group.toString());
            default -> null;
        };
    }

    private List<GuestProcess> members(String group) {
        return processes.all().stream()
                .filter(process -> process.controlGroup().equals(group))
                .toList();
    }

    private final class Members extends OpenFile {

        private final String group;
        private @Nullable OpenFile text;

        private Members(String group) {
            this.group = group;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
            if (text == null) {
                text = Devices.text(members(group).stream()
                        .map(process -> process.id() + "\n")
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.US_ASCII));
            }
            return text.read(buffer, offset, length);
        }

        /** The number of the process to move here, or 0 for the one that writes. */
        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            int id = number(buffer, offset, length);
            GuestProcess moved = id == 0
                    ? GuestProcess.current()
                    : processes.find(id).orElseThrow(() -> new IOException("No such process"));
            moved.enter(group);
        }
    }

    private final class Kill extends OpenFile {

        private final String group;

        private Kill(String group) {
            this.group = group;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (number(buffer, offset, length) != 1) {
                throw new IOException("Numerical result out of range");
            }
            processes.signalControlGroup(group, Signal.KILL);
        }
    }

    private static int number(byte[] buffer, int offset, int length) throws IOException {
        try {
            return Integer.parseInt(new String(buffer, offset, length, StandardCharsets.US_ASCII).strip());
        } catch (NumberFormatException e) {
            throw new IOException("Invalid argument", e);
        }
    }
}
