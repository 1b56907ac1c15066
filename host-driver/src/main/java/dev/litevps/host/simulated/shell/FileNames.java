package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.tool.ShellPattern;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the files whose names match a pattern such as {@code /var/log/*.log}. */
final class FileNames {

    private FileNames() {}

    static List<String> matching(Path directory, MaskedText pattern) {
        String text = pattern.text();
        List<String> found = List.of(text.startsWith("/") ? "/" : "");
        int start = 0;
        while (start < text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            if (end > start) {
                found = step(directory, found, pattern, start, end, slash >= 0);
            }
            start = end + 1;
        }
        return found.stream().sorted().toList();
    }

    /** Follows one component of the pattern from each directory found so far. */
    private static List<String> step(
            Path directory, List<String> from, MaskedText pattern, int start, int end, boolean more) {
        String component = pattern.text().substring(start, end);
        List<String> found = new ArrayList<>();
        if (!ShellPattern.isPattern(component, index -> pattern.isQuoted(start + index))) {
            for (String prefix : from) {
                if (Files.exists(directory.resolve(prefix + component), LinkOption.NOFOLLOW_LINKS)) {
                    found.add(prefix + component + (more ? "/" : ""));
                }
            }
            return found;
        }
        Pattern regex = Pattern.compile(
                ShellPattern.regex(component, index -> pattern.isQuoted(start + index), true), Pattern.DOTALL);
        for (String prefix : from) {
            for (String name : names(directory.resolve(prefix))) {
                boolean visible = !name.startsWith(".") || component.startsWith(".");
                if (visible && regex.matcher(name).matches()) {
                    boolean enters = !more || Files.isDirectory(directory.resolve(prefix + name));
                    if (enters) {
                        found.add(prefix + name + (more ? "/" : ""));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> names(Path directory) {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }
}
