package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Programs that tell about paths and files. */
final class PathTools {

    private static final int TEXT_SAMPLE_BYTES = 512;

    private PathTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("basename", PathTools::basename);
        tools.put("dirname", PathTools::dirname);
        tools.put("pwd", PathTools::pwd);
        tools.put("readlink", PathTools::readlink);
        tools.put("realpath", PathTools::realpath);
        tools.put("stat", PathTools::stat);
        tools.put("file", PathTools::file);
        tools.put("which", PathTools::which);
    }

    private static int basename(Invocation call) throws IOException {
        List<String> operands = Options.of(call, "+as:").requiredOperands();
        String name = FileTools.name(operands.getFirst());
        String suffix = operands.size() > 1 ? operands.get(1) : "";
        boolean cuts = !suffix.isEmpty() && name.endsWith(suffix) && !name.equals(suffix);
        call.out().line(cuts ? name.substring(0, name.length() - suffix.length()) : name);
        return 0;
    }

    private static int dirname(Invocation call) throws IOException {
        for (String operand : Options.of(call, "+z").requiredOperands()) {
            String trimmed = operand.replaceFirst("(?<=.)/+$", "");
            int slash = trimmed.lastIndexOf('/');
            call.out().line(slash < 0 ? "." : slash == 0 ? "/" : trimmed.substring(0, slash));
        }
        return 0;
    }

    private static int pwd(Invocation call) throws IOException {
        call.out().line(call.process().directory().toString());
        return 0;
    }

    private static int readlink(Invocation call) throws IOException {
        Options options = Options.of(call, "fenm");
        for (String operand : options.requiredOperands()) {
            Path path = call.path(operand);
            if (options.has('f') || options.has('e') || options.has('m')) {
                call.out().line(canonical(path).toString());
            } else if (Files.isSymbolicLink(path)) {
                call.out().line(Files.readSymbolicLink(path).toString());
            } else {
                return 1;
            }
        }
        return 0;
    }

    private static Path canonical(Path path) throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        return path.toAbsolutePath().normalize();
    }

    private static int realpath(Invocation call) throws IOException {
        Options options = Options.of(call, "mesq");
        return call.forEach(options.requiredOperands(), "%s", operand -> {
            Path path = call.path(operand);
            if (options.has('e') && !Files.exists(path)) {
                throw new NoSuchFileException(operand);
            }
            call.out().line(canonical(path).toString());
        });
    }

    private static int stat(Invocation call) throws IOException {
        Options options = Options.of(call, "c:Lt", Map.of("format", 'c', "printf", 'c'));
        return call.forEach(options.requiredOperands(), "cannot statx '%s'", operand -> {
            Path path = call.path(operand);
            LinkOption[] links = options.has('L') ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class, links);
            Map<String, Object> unix = Files.readAttributes(path, "unix:ino,nlink", links);
            String format = options.value('c');
            call.out()
                    .line(
                            format == null
                                    ? describe(operand, attributes, unix)
                                    : formatted(format, operand, attributes, unix));
        });
    }

    private static String type(PosixFileAttributes attributes) {
        return attributes.isDirectory()
                ? "directory"
                : attributes.isSymbolicLink()
                        ? "symbolic link"
                        : attributes.size() == 0 ? "regular empty file" : "regular file";
    }

    private static char letter(PosixFileAttributes attributes) {
        return attributes.isDirectory() ? 'd' : attributes.isSymbolicLink() ? 'l' : '-';
    }

    private static String describe(String name, PosixFileAttributes attributes, Map<String, Object> unix) {
        String time = DateTool.format(attributes.lastModifiedTime().toInstant().atZone(ZoneOffset.UTC), "%F %T.%N %z");
        return "  File: " + name + "\n  Size: " + attributes.size() + "\tBlocks: " + (attributes.size() + 511) / 512
                + "\tIO Block: 4096   " + type(attributes) + "\nDevice: 254,1\tInode: " + unix.get("ino") + "\tLinks: "
                + unix.get("nlink") + "\nAccess: (0" + Integer.toOctalString(Modes.bits(attributes.permissions())) + "/"
                + letter(attributes) + PosixFilePermissions.toString(attributes.permissions())
                + ")  Uid: (    0/    root)   Gid: (    0/    root)\nAccess: " + time + "\nModify: " + time
                + "\nChange: " + time + "\n Birth: -";
    }

    private static String formatted(
            String format, String name, PosixFileAttributes attributes, Map<String, Object> unix) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || i + 1 == format.length()) {
                text.append(format.charAt(i));
                continue;
            }
            switch (format.charAt(++i)) {
                case 'n' -> text.append(name);
                case 's' -> text.append(attributes.size());
                case 'a' -> text.append(Integer.toOctalString(Modes.bits(attributes.permissions())));
                case 'A' ->
                    text.append(letter(attributes)).append(PosixFilePermissions.toString(attributes.permissions()));
                case 'F' -> text.append(type(attributes));
                case 'U', 'G' -> text.append("root");
                case 'u', 'g' -> text.append('0');
                case 'i' -> text.append(unix.get("ino"));
                case 'h' -> text.append(unix.get("nlink"));
                case 'Y', 'X', 'Z' -> text.append(attributes.lastModifiedTime().toMillis() / 1000);
                case 'y', 'x', 'z' ->
                    text.append(DateTool.format(
                            attributes.lastModifiedTime().toInstant().atZone(ZoneOffset.UTC), "%F %T.%N %z"));
                case '%' -> text.append('%');
                default -> text.append('?');
            }
        }
        return text.toString();
    }

    private static int file(Invocation call) throws IOException {
        Options options = Options.of(call, "bLi");
        return call.forEach(options.requiredOperands(), "cannot open '%s'", operand -> {
            String prefix = options.has('b') ? "" : operand + ": ";
            Path path = call.path(operand);
            if (Files.isDirectory(path)) {
                call.out().line(prefix + "directory");
                return;
            }
            byte[] head;
            try (Input in = call.open(operand)) {
                head = in.readNBytes(TEXT_SAMPLE_BYTES);
            }
            call.out().line(prefix + kind(head));
        });
    }

    private static String kind(byte[] head) {
        if (head.length == 0) {
            return "empty";
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\177ELF")) {
            return "ELF 64-bit LSB executable, simulated";
        }
        if (text.startsWith("#!")) {
            return text.substring(2).split("\n", 2)[0].strip() + " script, ASCII text executable";
        }
        return text.chars().allMatch(c -> c >= ' ' || (c >= '\t' && c <= '\r')) ? "ASCII text" : "data";
    }

    private static int which(Invocation call) throws IOException {
        int status = 0;
        for (String name : Options.of(call, "a").operands()) {
            String found = null;
            for (String directory : call.process()
                    .environment()
                    .getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")
                    .split(":", -1)) {
                Path candidate = call.path(directory).resolve(name);
                if (found == null && Files.isRegularFile(candidate)) {
                    found = candidate.toString();
                }
            }
            if (found == null) {
                status = 1;
            } else {
                call.out().line(found);
            }
        }
        return status;
    }
}
