package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Programs that make, remove and change files. */
final class FileTools {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private FileTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("mkdir", FileTools::mkdir);
        tools.put("rmdir", FileTools::rmdir);
        tools.put("rm", FileTools::rm);
        tools.put("touch", FileTools::touch);
        tools.put("ln", FileTools::ln);
        tools.put("chmod", FileTools::chmod);
        tools.put("chown", FileTools::chown);
        tools.put("chgrp", FileTools::chown);
        tools.put("mktemp", FileTools::mktemp);
        tools.put("truncate", FileTools::truncate);
        tools.put("sync", call -> 0);
    }

    private static int mkdir(Invocation call) throws IOException {
        Options options = Options.of(call, "pvm:", Map.of("parents", 'p', "mode", 'm'));
        return call.forEach(options.requiredOperands(), "cannot create directory '%s'", operand -> {
            Path path = call.path(operand).normalize();
            if (options.has('p')) {
                createAll(call, path);
            } else {
                call.system().disk().createDirectory(path);
            }
            String mode = options.value('m');
            if (mode != null) {
                Files.setPosixFilePermissions(path, Modes.parse(mode, Modes.of(0755)));
            }
            if (options.has('v')) {
                call.out().line("mkdir: created directory '" + operand + "'");
            }
        });
    }

    /** Makes a directory and those above it, where they are missing. */
    static void createAll(Invocation call, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            createAll(call, parent);
        }
        call.system().disk().createDirectory(path);
    }

    private static int rmdir(Invocation call) throws IOException {
        Options options = Options.of(call, "pv");
        return call.forEach(options.requiredOperands(), "failed to remove '%s'", operand -> {
            Path path = call.path(operand);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw Files.exists(path) ? new IOException("Not a directory") : new NoSuchFileException(operand);
            }
            Files.delete(path);
        });
    }

    private static int rm(Invocation call) throws IOException {
        Options options = Options.of(
                call, "rRfivd", Map.of("recursive", 'r', "force", 'f', "verbose", 'v', "no-preserve-root", 'd'));
        if (options.operands().isEmpty() && options.has('f')) {
            return 0;
        }
        boolean recursive = options.has('r') || options.has('R');
        return call.forEach(options.requiredOperands(), "cannot remove '%s'", operand -> {
            Path path = call.path(operand).normalize();
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                if (options.has('f')) {
                    return;
                }
                throw new NoSuchFileException(operand);
            }
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !recursive) {
                throw new IOException("Is a directory");
            }
            if (path.getNameCount() == 0) {
                throw new UsageException("it is dangerous to operate recursively on '/'");
            }
            deleteAll(call, path);
            if (options.has('v')) {
                call.out().line("removed '" + operand + "'");
            }
        });
    }

    /** Removes a file, or a directory with all that is in it. */
    static void deleteAll(Invocation call, Path path) throws IOException {
        call.process().checkpoint();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(path)) {
                listing.forEach(entries::add);
            }
            for (Path entry : entries) {
                deleteAll(call, entry);
            }
        }
        Files.delete(path);
    }

    private static int touch(Invocation call) throws IOException {
        Options options = Options.of(call, "acmd:r:t:", Map.of("date", 'd', "no-create", 'c'));
        String date = options.value('d');
        Instant time = date == null ? Instant.now() : DateTool.parse(date);
        return call.forEach(options.requiredOperands(), "cannot touch '%s'", operand -> {
            Path path = call.path(operand);
            if (!Files.exists(path)) {
                if (options.has('c')) {
                    return;
                }
                call.system().disk().openForWriting(path, true).release();
            }
            Files.setLastModifiedTime(path, FileTime.from(time));
        });
    }

    private static int ln(Invocation call) throws IOException {
        Options options = Options.of(call, "sfnvT", Map.of("symbolic", 's', "force", 'f'));
        List<String> operands = options.requiredOperands();
        String last = operands.getLast();
        boolean intoDirectory =
                operands.size() == 1 || (Files.isDirectory(call.path(last)) && !options.has('n') && !options.has('T'));
        List<String> targets = operands.size() == 1 ? operands : operands.subList(0, operands.size() - 1);
        return call.forEach(targets, "failed to create link to '%s'", target -> {
            Path base = call.path(operands.size() == 1 ? "." : last);
            Path link = intoDirectory ? base.resolve(name(target)) : base;
            if (options.has('f') && Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(link);
            }
            if (options.has('s')) {
                call.system()
                        .disk()
                        .createSymbolicLink(link, call.system().disk().path(target));
            } else {
                call.system().disk().createLink(link, call.path(target));
            }
        });
    }

    /** The last component of a path. */
    static String name(String path) {
        String trimmed = path.replaceFirst("(?<=.)/+$", "");
        return trimmed.equals("/") ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static int chmod(Invocation call) throws IOException {
        List<String> arguments = new ArrayList<>(call.arguments());
        boolean recursive = arguments.removeIf(argument -> argument.matches("-[Rv]+|--recursive"));
        if (arguments.size() < 2) {
            throw new UsageException("missing operand");
        }
        String mode = arguments.removeFirst();
        return call.forEach(arguments, "cannot access '%s'", operand -> {
            Path path = call.path(operand);
            List<Path> all = recursive ? FindTool.walk(call, path) : List.of(path);
            for (Path each : all) {
                Set<PosixFilePermission> before = Files.getPosixFilePermissions(each);
                Files.setPosixFilePermissions(each, Modes.parse(mode, before));
            }
        });
    }

    /** There is only root here, so the owner is looked up but stays. */
    private static int chown(Invocation call) throws IOException {
        Options options = Options.of(call, "Rvhf", Map.of("recursive", 'R'));
        List<String> operands = options.requiredOperands();
        return call.forEach(operands.subList(1, operands.size()), "cannot access '%s'", operand -> {
            if (!Files.exists(call.path(operand), LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(operand);
            }
        });
    }

    private static int mktemp(Invocation call) throws IOException {
        Options options = Options.of(call, "dp:tuq", Map.of("directory", 'd', "tmpdir", 'p'));
        boolean given = !options.operands().isEmpty();
        String template = given ? options.operands().getFirst() : "tmp.XXXXXXXXXX";
        String directory = options.value('p', "");
        String base = given && !options.has('p') ? "" : (directory.isEmpty() ? "/tmp" : directory) + "/";
        int end = template.lastIndexOf('X') + 1;
        int start = end;
        while (start > 0 && template.charAt(start - 1) == 'X') {
            start--;
        }
        if (end - start < 3) {
            throw new UsageException("too few X's in template '" + template + "'");
        }
        StringBuilder random = new StringBuilder();
        for (int i = start; i < end; i++) {
            random.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        String name = base + template.substring(0, start) + random + template.substring(end);
        if (options.has('d')) {
            call.system().disk().createDirectory(call.path(name));
            Files.setPosixFilePermissions(call.path(name), Modes.of(0700));
        } else {
            call.system().disk().openForWriting(call.path(name), true).release();
            Files.setPosixFilePermissions(call.path(name), Modes.of(0600));
        }
        call.out().line(name);
        return 0;
    }

    private static int truncate(Invocation call) throws IOException {
        Options options = Options.of(call, "s:c", Map.of("size", 's'));
        long size = Sizes.parse(options.value('s', "0"));
        return call.forEach(options.requiredOperands(), "cannot open '%s' for writing", operand -> {
            Path path = call.path(operand);
            call.system().disk().openForWriting(path, true).release();
            call.system().disk().resize(path, size);
        });
    }
}
