package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.ProgramLoader;
import dev.litevps.host.simulated.tool.Invocation;
import dev.litevps.host.simulated.tool.Tool;
import dev.litevps.host.simulated.tool.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds programs in a guest. All tools are one file with many names in {@code /usr/bin}, as busybox has them, so that
 * programs are found along {@code PATH} and can be removed, and a script runs by its first line as anywhere.
 */
public final class GuestPrograms implements ProgramLoader {

    private static final String MARK = "\177ELF simulated programs\n";
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash");
    private static final int HEAD_BYTES = 256;
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** The names of all programs that a new guest has. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(Tools.names());
        names.addAll(SHELLS);
        return names;
    }

    /** What the file that stands for all programs contains. */
    public static byte[] content() {
        return MARK.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public GuestProcess.Program find(GuestProcess process, List<String> command) throws IOException {
        String name = command.getFirst();
        String located = name.contains("/") ? name : locate(process, name);
        if (located == null || name.isEmpty()) {
            throw CommandNotFoundException.notFound();
        }
        Path path = process.path(located);
        if (!Files.exists(path)) {
            throw CommandNotFoundException.notFound();
        }
        if (Files.isDirectory(path) || !isExecutable(path)) {
            throw CommandNotFoundException.notExecutable("Permission denied");
        }
        return load(path, located, command);
    }

    private static boolean isExecutable(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
                || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    /** The full path of a program along {@code PATH}; null if it is not there. */
    static @Nullable String locate(GuestProcess process, String name) {
        if (name.contains("/")) {
            return Files.exists(process.path(name)) ? name : null;
        }
        String searched = process.environment().getOrDefault("PATH", DEFAULT_PATH);
        for (String directory : searched.split(":", -1)) {
            Path candidate = process.path(directory.isEmpty() ? "." : directory).resolve(name);
            if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(candidate)) {
                return candidate.toString();
            }
        }
        return null;
    }

    private GuestProcess.Program load(Path path, String located, List<String> command) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith(MARK)) {
            return builtIn(located.substring(located.lastIndexOf('/') + 1), command);
        }
        List<String> interpreter = new ArrayList<>();
        if (text.startsWith("#!")) {
            String line = text.substring(2).split("\n", 2)[0].strip();
            interpreter.addAll(List.of(line.split("\\s+", 2)));
            if (!Files.exists(path.getFileSystem().getPath(interpreter.getFirst()))) {
                throw CommandNotFoundException.notFound();
            }
        } else if (text.indexOf('\0') >= 0) {
            throw CommandNotFoundException.notExecutable("Exec format error");
        } else {
            interpreter.add("/bin/sh");
        }
        interpreter.add(located);
        interpreter.addAll(command.subList(1, command.size()));
        return self -> self.become(interpreter);
    }

    private static GuestProcess.Program builtIn(String name, List<String> command) throws IOException {
        if (SHELLS.contains(name)) {
            return self -> Shell.run(self, command);
        }
        Tool tool = Tools.find(name);
        if (tool == null) {
            throw CommandNotFoundException.notFound();
        }
        return self -> Invocation.run(self, command, tool);
    }
}
