package dev.litevps.host.simulated.system;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new process starts with.
 *
 * @param parent null for the first process of a log-in, which leads a session and a group of its own
 * @param arguments its name and arguments, as {@code ps} shows them
 * @param files its descriptors, which it takes over
 * @param newGroup whether it leads a process group of its own
 */
public record Launch(
        @Nullable GuestProcess parent,
        List<String> arguments,
        Descriptors files,
        Map<String, String> environment,
        Path directory,
        boolean newGroup) {

    public Launch {
        arguments = List.copyOf(arguments);
        environment = new HashMap<>(environment);
    }

    /** A child that inherits everything. */
    public static Launch childOf(GuestProcess parent, List<String> arguments) {
        return new Launch(parent, arguments, parent.files().copy(), parent.environment(), parent.directory(), false);
    }

    public Launch withNewGroup() {
        return new Launch(parent, arguments, files, environment, directory, true);
    }
}
