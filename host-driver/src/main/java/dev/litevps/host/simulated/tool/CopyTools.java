package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs that copy and move: {@code cp}, {@code mv}, {@code install}, {@code dd}. */
final class CopyTools {

    private CopyTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("cp", CopyTools::cp);
        tools.put("mv", CopyTools::mv);
        tools.put("install", CopyTools::install);
        tools.put("dd", CopyTools::dd);
    }

    private static int cp(Invocation call) throws IOException {
        Options options = Options.of(
                call,
                "rRapfvnLdiT",
                Map.of("recursive", 'r', "archive", 'a', "force", 'f', "verbose", 'v', "preserve", 'p'));
        List<String> operands = options.requiredOperands();
        boolean recursive = options.has('r') || options.has('R') || options.has('a');
        boolean preserve = options.has('a') || options.has('p') || options.has('d');
        Path target = target(call, operands);
        return call.forEach(operands.subList(0, operands.size() - 1), "cannot copy '%s'", operand -> {
            Path source = call.path(operand).normalize();
            if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(operand);
            }
            if (Files.isDirectory(source) && !recursive) {
                throw new UsageException("-r not specified; omitting directory '" + operand + "'");
            }
            Path to = Files.isDirectory(target) && !options.has('T') ? target.resolve(FileTools.name(operand)) : target;
            if (options.has('n') && Files.exists(to)) {
                return;
            }
            if (to.normalize().startsWith(source) && Files.isDirectory(source)) {
                throw new IOException("cannot copy a directory into itself");
            }
            copyAll(call, source, to, preserve);
            if (options.has('v')) {
                call.out().line("'" + operand + "' -> '" + to + "'");
            }
        });
    }

    private static Path target(Invocation call, List<String> operands) {
        if (operands.size() < 2) {
            throw new UsageException("missing destination file operand after '" + operands.getFirst() + "'");
        }
        Path target = call.path(operands.getLast()).normalize();
        if (operands.size() > 2 && !Files.isDirectory(target)) {
            throw new UsageException("target '" + operands.getLast() + "' is not a directory");
        }
        return target;
    }

    private static void copyAll(Invocation call, Path source, Path target, boolean preserve) throws IOException {
        for (Path each : Files.isDirectory(source) ? FindTool.walk(call, source) : List.of(source)) {
            Path to = each.equals(source) ? target : target.resolve(source.relativize(each));
            call.system().disk().copy(each, to, preserve);
        }
    }

    private static int mv(Invocation call) throws IOException {
        Options options = Options.of(call, "fvniT", Map.of("force", 'f', "verbose", 'v', "no-clobber", 'n'));
        List<String> operands = options.requiredOperands();
        Path target = target(call, operands);
        return call.forEach(operands.subList(0, operands.size() - 1), "cannot move '%s'", operand -> {
            Path source = call.path(operand).normalize();
            Path to = Files.isDirectory(target) && !options.has('T') ? target.resolve(FileTools.name(operand)) : target;
            if (options.has('n') && Files.exists(to)) {
                return;
            }
            if (to.startsWith(source) && !to.equals(source)) {
                throw new IOException("cannot move a directory into itself");
            }
            Files.move(source, to, StandardCopyOption.REPLACE_EXISTING);
            if (options.has('v')) {
                call.out().line("renamed '" + operand + "' -> '" + to + "'");
            }
        });
    }

    private static int install(Invocation call) throws IOException {
        Options options = Options.of(call, "dm:Dvo:g:", Map.of("directory", 'd', "mode", 'm'));
        List<String> operands = options.requiredOperands();
        String mode = options.value('m', "755");
        if (options.has('d')) {
            return call.forEach(
                    operands, "cannot create directory '%s'", operand -> FileTools.createAll(call, call.path(operand)));
        }
        Path target = target(call, operands);
        return call.forEach(operands.subList(0, operands.size() - 1), "cannot stat '%s'", operand -> {
            Path to = Files.isDirectory(target) ? target.resolve(FileTools.name(operand)) : target;
            call.system().disk().copy(call.path(operand), to, false);
            Files.setPosixFilePermissions(to, Modes.parse(mode, Modes.of(0755)));
        });
    }

    private static int dd(Invocation call) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String argument : call.arguments()) {
            String[] pair = argument.split("=", 2);
            if (pair.length < 2) {
                throw new UsageException("unrecognized operand '" + argument + "'");
            }
            settings.put(pair[0], pair[1]);
        }
        long block = Sizes.parse(settings.getOrDefault("bs", "512"));
        String blocks = settings.get("count");
        long left = blocks == null ? Long.MAX_VALUE : block * Invocation.number(blocks);
        String target = settings.get("of");
        OpenFile out = target == null
                ? call.process().files().get(1).retain()
                : call.system().disk().openForWriting(call.path(target), false);
        long total = 0;
        try (Input in = call.open(settings.getOrDefault("if", "-"))) {
            byte[] buffer = new byte[Math.clamp(block, 1, 64 * 1024)];
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    break;
                }
                out.write(buffer, 0, count);
                left -= count;
                total += count;
            }
        } finally {
            out.release();
        }
        long full = total / Math.max(1, block);
        if (!"none".equals(settings.get("status"))) {
            call.error(full + "+0 records in\n" + full + "+0 records out\n" + total + " bytes copied\n");
        }
        return 0;
    }
}
