package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.GuestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Programs that tell how much there is of something: {@code df}, {@code du}, {@code free}. */
final class SizeTools {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final long BLOCK_BYTES = 4096;

    private SizeTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("df", SizeTools::df);
        tools.put("du", SizeTools::du);
        tools.put("free", SizeTools::free);
    }

    private static int df(Invocation call) throws IOException {
        Options options = Options.of(call, "hkmTPaiBlx:t:", Map.of("human-readable", 'h', "total", 'l'));
        for (String operand : options.operands()) {
            if (!Files.exists(call.path(operand))) {
                throw new NoSuchFileException(operand);
            }
        }
        GuestSystem system = call.system();
        long total = system.identity().diskGb() * GIB;
        long used = Math.min(total, system.disk().usedBytes());
        boolean human = options.has('h');
        long unit = options.has('m') ? MIB : KIB;
        String type = options.has('T') ? " Type" : "";
        String size = human ? "Size  Used Avail" : (options.has('m') ? "1M-blocks" : "1K-blocks") + "  Used Available";
        call.out().line("Filesystem    " + type + "  " + size + " Use% Mounted on");
        long percent = (used * 100 + total - 1) / total;
        call.out()
                .line(String.format(
                        Locale.ROOT,
                        "/dev/vda1     %s  %s %s %s %3d%% /",
                        options.has('T') ? " ext4" : "",
                        shown(total, human, unit),
                        shown(used, human, unit),
                        shown(total - used, human, unit),
                        percent));
        return 0;
    }

    private static String shown(long bytes, boolean human, long unit) {
        return String.format(Locale.ROOT, human ? "%5s" : "%9s", human ? Sizes.human(bytes) : bytes / unit);
    }

    private static int du(Invocation call) throws IOException {
        Options options =
                Options.of(call, "shabckmd:x", Map.of("summarize", 's', "human-readable", 'h', "max-depth", 'd'));
        List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
        return call.forEach(operands, "cannot access '%s'", operand -> {
            Path root = call.path(operand);
            Map<Path, Long> totals = new TreeMap<>();
            for (Path each : FindTool.walk(call, root)) {
                long bytes = allocated(each, options.has('b'));
                for (Path at = each; at != null && at.startsWith(root); at = at.getParent()) {
                    if (at.equals(root) || Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS) || options.has('a')) {
                        totals.merge(at, bytes, Long::sum);
                    }
                }
            }
            long depth = options.has('s') ? 0 : Invocation.number(options.value('d', "100"));
            for (Map.Entry<Path, Long> entry : totals.entrySet()) {
                int below = entry.getKey().getNameCount() - root.getNameCount();
                if (below <= depth) {
                    String name = below == 0 ? operand : operand + "/" + root.relativize(entry.getKey());
                    call.out().line(size(options, entry.getValue()) + "\t" + name);
                }
            }
        });
    }

    private static long allocated(Path path, boolean apparent) throws IOException {
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        long size = directory || Files.isSymbolicLink(path) ? BLOCK_BYTES : Files.size(path);
        return apparent ? size : (size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    private static String size(Options options, long bytes) {
        if (options.has('h')) {
            return Sizes.human(bytes);
        }
        return Long.toString(options.has('b') ? bytes : options.has('m') ? (bytes + MIB - 1) / MIB : bytes / KIB);
    }

    private static int free(Invocation call) throws IOException {
        Options options = Options.of(call, "bkmghtw", Map.of("mega", 'm', "human", 'h'));
        long total = call.system().identity().memoryMb() * MIB;
        long used = call.system().usedMemoryMb() * MIB;
        call.out().line("               total        used        free      shared  buff/cache   available");
        call.out().line(row(options, "Mem:", total, used, total - used, 0L, 0L, total - used));
        call.out().line(row(options, "Swap:", 0L, 0L, 0L));
        return 0;
    }

    private static String row(Options options, String name, Long... values) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-7s", name));
        for (long value : values) {
            String shown = options.has('h')
                    ? Sizes.human(value) + (value < KIB ? "B" : "i")
                    : Long.toString(
                            value / (options.has('b') ? 1 : options.has('m') ? MIB : options.has('g') ? GIB : KIB));
            row.append(String.format(Locale.ROOT, name.isEmpty() || row.length() > 10 ? "%12s" : "%13s", shown));
        }
        return row.toString();
    }
}
