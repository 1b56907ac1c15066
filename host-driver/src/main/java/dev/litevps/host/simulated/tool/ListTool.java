package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code ls}. */
final class ListTool {

    private static final long BLOCK_BYTES = 4096;

    /** A file and the name to show it by. */
    private record Entry(String name, Path path, PosixFileAttributes attributes) {}

    private final Invocation call;
    private final Options options;

    private ListTool(Invocation call, Options options) {
        this.call = call;
        this.options = options;
    }

    static int run(Invocation call) throws IOException {
        Options options = Options.of(
                call,
                "aAlhR1dtrSFCigonsxpuvXUc:",
                Map.of(
                        "all",
                        'a',
                        "almost-all",
                        'A',
                        "human-readable",
                        'h',
                        "recursive",
                        'R',
                        "color",
                        'C',
                        "reverse",
                        'r',
                        "directory",
                        'd'));
        return new ListTool(call, options).list();
    }

    private int list() throws IOException {
        List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
        List<Entry> files = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        int status = call.forEach(operands, "cannot access '%s'", operand -> {
            Path path = call.path(operand);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(operand);
            }
            if (Files.isDirectory(path) && !options.has('d')) {
                directories.add(operand);
            } else {
                files.add(entry(operand, path));
            }
        });
        show(files, false);
        boolean headed = operands.size() > 1 || options.has('R');
        boolean first = files.isEmpty();
        for (String directory : directories.stream().sorted().toList()) {
            showDirectory(directory, headed, first);
            first = false;
        }
        return status == 0 ? 0 : 2;
    }

    private static Entry entry(String name, Path path) throws IOException {
        return new Entry(name, path, Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private void showDirectory(String name, boolean headed, boolean first) throws IOException {
        call.process().checkpoint();
        if (headed) {
            call.out().line((first ? "" : "\n") + name + ":");
        }
        Path directory = call.path(name);
        List<Entry> entries = new ArrayList<>();
        if (options.has('a')) {
            entries.add(entry(".", directory));
            Path parent = directory.toAbsolutePath().normalize().getParent();
            entries.add(entry("..", parent == null ? directory : parent));
        }
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path path : listing) {
                String fileName = String.valueOf(path.getFileName());
                if (!fileName.startsWith(".") || options.has('a') || options.has('A')) {
                    entries.add(entry(fileName, path));
                }
            }
        }
        show(entries, true);
        if (options.has('R')) {
            for (Entry entry : entries) {
                if (entry.attributes().isDirectory() && !entry.name().matches("\\.\\.?")) {
                    showDirectory(name.replaceFirst("(?<=.)/$", "") + "/" + entry.name(), true, false);
                }
            }
        }
    }

    private void show(List<Entry> entries, boolean inDirectory) throws IOException {
        Comparator<Entry> order = options.has('t')
                ? Comparator.comparing((Entry entry) -> entry.attributes().lastModifiedTime())
                        .reversed()
                : options.has('S')
                        ? Comparator.comparing(
                                        (Entry entry) -> entry.attributes().size())
                                .reversed()
                        : Comparator.comparing(Entry::name);
        entries.sort(options.has('r') ? order.reversed() : order);
        boolean details = options.has('l') || options.has('n') || options.has('g') || options.has('o');
        if (details && inDirectory) {
            long blocks = entries.stream().mapToLong(ListTool::kibibytes).sum();
            call.out().line("total " + (options.has('h') ? Sizes.human(blocks * 1024) : blocks));
        }
        boolean oneLine = call.process().files().get(1).isTerminal() && !options.has('1') && !details;
        StringBuilder row = new StringBuilder();
        int width =
                entries.stream().mapToInt(entry -> size(entry).length()).max().orElse(1);
        for (Entry entry : entries) {
            if (oneLine) {
                row.append(row.isEmpty() ? "" : "  ").append(shownName(entry));
            } else {
                call.out().line(details ? detailed(entry, width) : shownName(entry));
            }
        }
        if (!row.isEmpty()) {
            call.out().line(row.toString());
        }
    }

    private static long kibibytes(Entry entry) {
        long size = entry.attributes().isDirectory()
                ? BLOCK_BYTES
                : entry.attributes().size();
        return (size + BLOCK_BYTES - 1) / BLOCK_BYTES * (BLOCK_BYTES / 1024);
    }

    private String size(Entry entry) {
        long bytes = entry.attributes().isDirectory()
                ? BLOCK_BYTES
                : entry.attributes().size();
        return options.has('h') ? Sizes.human(bytes) : Long.toString(bytes);
    }

    private String shownName(Entry entry) throws IOException {
        String inode =
                options.has('i') ? Files.getAttribute(entry.path(), "unix:ino", LinkOption.NOFOLLOW_LINKS) + " " : "";
        String mark = "";
        if (options.has('F') || options.has('p')) {
            mark = entry.attributes().isDirectory()
                    ? "/"
                    : !options.has('F')
                            ? ""
                            : entry.attributes().isSymbolicLink()
                                    ? "@"
                                    : (Modes.bits(entry.attributes().permissions()) & 0111) != 0 ? "*" : "";
        }
        return inode + entry.name() + mark;
    }

    private String detailed(Entry entry, int width) throws IOException {
        PosixFileAttributes attributes = entry.attributes();
        char type = attributes.isDirectory() ? 'd' : attributes.isSymbolicLink() ? 'l' : '-';
        String target = attributes.isSymbolicLink() ? " -> " + Files.readSymbolicLink(entry.path()) : "";
        Object links = Files.getAttribute(entry.path(), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        String owner = options.has('n') ? "0 0" : options.has('g') || options.has('o') ? "root" : "root root";
        return String.format(
                Locale.ROOT,
                "%s%s %s %s %" + width + "s %s %s%s",
                type,
                PosixFilePermissions.toString(attributes.permissions()),
                links,
                owner,
                size(entry),
                DateTool.format(attributes.lastModifiedTime().toInstant().atZone(ZoneOffset.UTC), "%b %e %H:%M"),
                shownName(entry),
                target);
    }
}
