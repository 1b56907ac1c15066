package dev.litevps.host.simulated;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What simulated guests know of a cloud-config document: {@code write_files} (path, content, permissions, append, and base64 as
 * encoding) and {@code runcmd}. Everything else is a complaint, and so is user data of another kind.
 *
 * @param script all of {@code runcmd} as one script; empty if there is none
 * @param complaints what will not be done
 */
record CloudConfig(List<File> files, String script, List<String> complaints) {

    private static final Set<String> BASE64 = Set.of("b64", "base64");

    /** What cloud-init gives to a file whose permissions are not told. */
    private static final int DEFAULT_MODE = 0644;

    /**
     * One of {@code write_files}.
     *
     * @param content one character for each byte, as in ISO 8859-1
     */
    record File(String path, String content, Set<PosixFilePermission> permissions, boolean append) {}

    static CloudConfig parse(String text) {
        if (!text.startsWith("#cloud-config")) {
            return refused("user data in several parts is not known here; none of it is done");
        }
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return switch (document) {
                case null -> new CloudConfig(List.of(), "", List.of());
                case Map<?, ?> map -> of(map);
                default -> refused("the cloud-config document is no mapping; none of it is done");
            };
        } catch (YAMLException | IllegalArgumentException e) {
            return refused("the cloud-config document is no YAML; none of it is done");
        }
    }

    private static CloudConfig refused(String complaint) {
        return new CloudConfig(List.of(), "", List.of(complaint));
    }

    private static CloudConfig of(Map<?, ?> document) {
        List<File> files = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        StringBuilder script = new StringBuilder();
        document.forEach((key, value) -> {
            switch (String.valueOf(key)) {
                case "write_files" -> readFiles(value, files, complaints);
                case "runcmd" -> readCommands(value, script, complaints);
                default -> complaints.add(key + " is not known here, and not done");
            }
        });
        return new CloudConfig(
                List.copyOf(files), script.isEmpty() ? "" : "#!/bin/sh\n" + script, List.copyOf(complaints));
    }

    private static void readFiles(@Nullable Object value, List<File> files, List<String> complaints) {
        if (!(value instanceof List<?> entries)) {
            complaints.add("write_files is no list");
            return;
        }
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> fields
                    && fields.get("path") instanceof String path
                    && path.startsWith("/")) {
                try {
                    files.add(new File(
                            path,
                            content(fields),
                            permissions(fields.get("permissions")),
                            Boolean.TRUE.equals(fields.get("append"))));
                } catch (IllegalArgumentException e) {
                    complaints.add(path + " is not written: " + e.getMessage());
                }
            } else {
                complaints.add("one of write_files has no absolute path");
            }
        }
    }

    private static String content(Map<?, ?> fields) {
        Object content = fields.get("content");
        String text = content == null ? "" : scalar(content);
        Object encoding = fields.get("encoding");
        if (encoding == null || encoding.equals("text/plain")) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }
        if (BASE64.contains(scalar(encoding).toLowerCase(Locale.ROOT))) {
            return bytes(Base64.getMimeDecoder().decode(text));
        }
        throw new IllegalArgumentException("the encoding " + scalar(encoding) + " is not known here");
    }

    /** Anything else may contain itself, and has no text. */
    private static String scalar(@Nullable Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new IllegalArgumentException("a text is expected where there is none");
    }

    private static String bytes(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** YAML reads 0644 as an octal number, and '0644' as text. Java lists permissions from the highest bit down. */
    private static Set<PosixFilePermission> permissions(@Nullable Object value) {
        int mode =
                switch (value) {
                    case null -> DEFAULT_MODE;
                    case Integer number -> number;
                    default -> Integer.parseInt(scalar(value), 8);
                };
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int index = 0; index < all.length; index++) {
            int bit = 1 << (all.length - 1 - index);
            if ((mode & bit) != 0) {
                permissions.add(all[index]);
            }
        }
        return permissions;
    }

    private static void readCommands(@Nullable Object value, StringBuilder script, List<String> complaints) {
        if (!(value instanceof List<?> commands)) {
            complaints.add("runcmd is no list");
            return;
        }
        for (Object command : commands) {
            switch (command) {
                case String line -> script.append(line).append('\n');
                case List<?> words -> readWords(words, script, complaints);
                case null, default -> complaints.add("one of runcmd is neither a text nor a list");
            }
        }
    }

    private static void readWords(List<?> words, StringBuilder script, List<String> complaints) {
        StringBuilder line = new StringBuilder();
        try {
            words.forEach(word -> line.append(quoted(scalar(word))).append(' '));
            script.append(line).append('\n');
        } catch (IllegalArgumentException e) {
            complaints.add("one of runcmd has a word that is no text");
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
