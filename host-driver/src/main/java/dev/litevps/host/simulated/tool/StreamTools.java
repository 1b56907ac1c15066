package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.OpenFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Programs that pass a stream on: {@code cat}, {@code head}, {@code tail}, {@code tee}, {@code wc}. */
final class StreamTools {

    private static final int PIPE_COLUMN = 7;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final Duration FOLLOW_PAUSE = Duration.ofMillis(200);

    private StreamTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("cat", StreamTools::cat);
        tools.put("tac", StreamTools::tac);
        tools.put("head", StreamTools::head);
        tools.put("tail", StreamTools::tail);
        tools.put("tee", StreamTools::tee);
        tools.put("wc", StreamTools::wc);
    }

    /** The operands that name files; standard input if there are none. */
    static List<String> files(Options options) {
        return options.operands().isEmpty() ? List.of("-") : options.operands();
    }

    private static int cat(Invocation call) throws IOException {
        Options options = Options.of(call, "nAuves", Map.of("number", 'n'));
        long[] number = {0};
        return call.forEach(files(options), "%s", file -> {
            try (Input in = call.open(file)) {
                if (!options.has('n')) {
                    copy(in, call.out());
                    return;
                }
                for (String line = in.line(); line != null; line = in.line()) {
                    call.out()
                            .raw(String.format(Locale.ROOT, "%6d\t", ++number[0]))
                            .raw(line)
                            .raw("\n");
                }
            }
        });
    }

    /** Passes on piece by piece, so that a reader sees what has come. */
    static void copy(Input in, Output out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer, 0, buffer.length); count >= 0; count = in.read(buffer, 0, buffer.length)) {
            out.write(buffer, 0, count);
            out.flush();
        }
    }

    private static int tac(Invocation call) throws IOException {
        return call.forEach(files(Options.of(call, "")), "%s", file -> {
            for (String line : lines(call, file).reversed()) {
                call.out().raw(line).raw("\n");
            }
        });
    }

    /** All lines of a file. */
    static List<String> lines(Invocation call, String file) throws IOException {
        List<String> lines = new ArrayList<>();
        long size = 0;
        try (Input in = call.open(file)) {
            for (String line = in.line(); line != null; line = in.line()) {
                lines.add(line);
                size += line.length() + 1;
                if (size > Input.LIMIT_BYTES) {
                    throw new IOException("memory exhausted");
                }
            }
        }
        return lines;
    }

    /** {@code -5} means {@code -n 5}. */
    private static Options countOptions(Invocation call, String letters) {
        List<String> arguments = new ArrayList<>();
        String before = "";
        for (String argument : call.arguments()) {
            if (argument.matches("-\\d+") && !before.matches("-[nc]|--lines|--bytes")) {
                arguments.add("-n");
                arguments.add(argument.substring(1));
            } else {
                arguments.add(argument);
            }
            before = argument;
        }
        return Options.of(
                call.with(arguments), letters, Map.of("lines", 'n', "bytes", 'c', "quiet", 'q', "follow", 'f'));
    }

    private static int head(Invocation call) throws IOException {
        Options options = countOptions(call, "n:c:qv");
        boolean bytes = options.has('c');
        String text = bytes ? options.value('c', "10") : options.value('n', "10");
        long count = Invocation.number(text);
        List<String> files = files(options);
        return call.forEach(files, "cannot open '%s' for reading", file -> {
            header(call, files, file, options.has('q'));
            try (Input in = call.open(file)) {
                if (bytes) {
                    headBytes(in, call.out(), count);
                } else if (text.startsWith("-")) {
                    allButLast(in, call.out(), -count);
                } else {
                    for (long i = 0; i < count; i++) {
                        String line = in.line();
                        if (line == null) {
                            return;
                        }
                        call.out().raw(line).raw("\n");
                    }
                }
            }
        });
    }

    /** Passes on piece by piece, as under {@code stdbuf -o0}. */
    private static void headBytes(Input in, Output out, long count) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = count;
        while (left > 0) {
            int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (got < 0) {
                return;
            }
            out.write(buffer, 0, got);
            out.flush();
            left -= got;
        }
    }

    private static void allButLast(Input in, Output out, long count) throws IOException {
        Deque<String> held = new ArrayDeque<>();
        for (String line = in.line(); line != null; line = in.line()) {
            held.add(line);
            if (held.size() > count) {
                out.raw(held.remove()).raw("\n");
            }
        }
    }

    private static void header(Invocation call, List<String> files, String file, boolean quiet) throws IOException {
        if (files.size() > 1 && !quiet) {
            call.out().line((file.equals(files.getFirst()) ? "" : "\n") + "==> " + file + " <==");
        }
    }

    private static int tail(Invocation call) throws IOException {
        Options options = countOptions(call, "n:c:qvfF");
        boolean bytes = options.has('c');
        String text = bytes ? options.value('c', "10") : options.value('n', "10");
        long count = Math.abs(Invocation.number(text));
        List<String> files = files(options);
        return call.forEach(files, "cannot open '%s' for reading", file -> {
            header(call, files, file, options.has('q'));
            try (Input in = call.open(file)) {
                if (bytes) {
                    tailBytes(in, call.out(), count, text.startsWith("+"));
                } else {
                    tailLines(in, call.out(), count, text.startsWith("+"));
                }
                boolean follows = options.has('f') || options.has('F');
                while (follows && !file.equals("-")) {
                    call.out().flush();
                    call.process().sleep(FOLLOW_PAUSE);
                    copy(in, call.out());
                }
            }
        });
    }

    private static void tailLines(Input in, Output out, long count, boolean fromStart) throws IOException {
        Deque<String> held = new ArrayDeque<>();
        long number = 0;
        for (String line = in.line(); line != null; line = in.line()) {
            number++;
            if (fromStart) {
                if (number >= count) {
                    out.raw(line).raw("\n");
                }
                continue;
            }
            held.add(line);
            if (held.size() > count) {
                held.remove();
            }
        }
        for (String line : held) {
            out.raw(line).raw("\n");
        }
    }

    private static void tailBytes(Input in, Output out, long count, boolean fromStart) throws IOException {
        byte[] all = in.readNBytes(Input.LIMIT_BYTES);
        int start = Math.clamp(fromStart ? count - 1 : all.length - count, 0, all.length);
        out.write(all, start, all.length - start);
    }

    private static int tee(Invocation call) throws IOException {
        Options options = Options.of(call, "ai", Map.of("append", 'a'));
        List<OpenFile> targets = new ArrayList<>();
        int status;
        try {
            status = call.forEach(
                    options.operands(),
                    "%s",
                    file -> targets.add(call.system().disk().openForWriting(call.path(file), options.has('a'))));
            byte[] buffer = new byte[BUFFER_BYTES];
            try (Input in = call.in()) {
                for (int count = in.read(buffer, 0, buffer.length);
                        count >= 0;
                        count = in.read(buffer, 0, buffer.length)) {
                    call.out().write(buffer, 0, count);
                    call.out().flush();
                    for (OpenFile target : targets) {
                        target.write(buffer, 0, count);
                    }
                }
            }
        } finally {
            targets.forEach(OpenFile::release);
        }
        return status;
    }

    private static int wc(Invocation call) throws IOException {
        Options options = Options.of(call, "lwcm", Map.of("lines", 'l', "words", 'w', "bytes", 'c', "chars", 'm'));
        List<String> files = files(options);
        List<long[]> counted = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long[] total = new long[3];
        int status = call.forEach(files, "%s", file -> {
            long[] counts = count(call, file);
            for (int i = 0; i < total.length; i++) {
                total[i] += counts[i];
            }
            counted.add(counts);
            names.add(options.operands().isEmpty() ? "" : file);
        });
        if (files.size() > 1) {
            counted.add(total);
            names.add("total");
        }
        // Of a pipe the size is not known before, so its columns are wide.
        int width = files.contains("-") ? PIPE_COLUMN : Long.toString(total[2]).length();
        for (int i = 0; i < counted.size(); i++) {
            call.out().line(counts(options, counted.get(i), names.get(i), files.size() > 1, width));
        }
        return status;
    }

    private static long[] count(Invocation call, String file) throws IOException {
        long lines = 0;
        long words = 0;
        long bytes = 0;
        boolean inWord = false;
        try (Input in = call.open(file)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                bytes++;
                lines += b == '\n' ? 1 : 0;
                boolean blank = b == ' ' || (b >= '\t' && b <= '\r');
                words += !blank && !inWord ? 1 : 0;
                inWord = !blank;
            }
        }
        return new long[] {lines, words, bytes};
    }

    private static String counts(Options options, long[] counts, String name, boolean aligned, int width) {
        boolean all = !options.has('l') && !options.has('w') && !options.has('c') && !options.has('m');
        List<String> shown = new ArrayList<>();
        if (all || options.has('l')) {
            shown.add(Long.toString(counts[0]));
        }
        if (all || options.has('w')) {
            shown.add(Long.toString(counts[1]));
        }
        if (all || options.has('c') || options.has('m')) {
            shown.add(Long.toString(counts[2]));
        }
        String format = shown.size() > 1 || aligned ? "%" + width + "s" : "%s";
        String numbers = String.join(
                " ", shown.stream().map(number -> String.format(format, number)).toList());
        return name.isEmpty() ? numbers : numbers + " " + name;
    }
}
