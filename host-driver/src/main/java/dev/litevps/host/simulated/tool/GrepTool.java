package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code grep}: 0 if a line matched, 1 if none did, 2 on an error. */
final class GrepTool {

    private final Invocation call;
    private final Options options;
    private final Pattern pattern;
    private final boolean named;
    private final long before;
    private final long after;
    private boolean matchedAny;

    private GrepTool(Invocation call, Options options, Pattern pattern, boolean named) {
        this.call = call;
        this.options = options;
        this.pattern = pattern;
        this.named = named;
        this.before = Invocation.number(options.value('B', options.value('C', "0")));
        this.after = Invocation.number(options.value('A', options.value('C', "0")));
    }

    static int run(Invocation call) throws IOException {
        Options options = Options.of(
                call,
                "EFGPivclLnqorRhHswxae:m:A:B:C:f:",
                Map.ofEntries(
                        Map.entry("extended-regexp", 'E'),
                        Map.entry("fixed-strings", 'F'),
                        Map.entry("ignore-case", 'i'),
                        Map.entry("invert-match", 'v'),
                        Map.entry("count", 'c'),
                        Map.entry("files-with-matches", 'l'),
                        Map.entry("line-number", 'n'),
                        Map.entry("quiet", 'q'),
                        Map.entry("only-matching", 'o'),
                        Map.entry("recursive", 'r'),
                        Map.entry("regexp", 'e'),
                        Map.entry("max-count", 'm'),
                        Map.entry("word-regexp", 'w'),
                        Map.entry("line-regexp", 'x'),
                        Map.entry("after-context", 'A'),
                        Map.entry("before-context", 'B'),
                        Map.entry("context", 'C'),
                        Map.entry("color", 'a'),
                        Map.entry("no-messages", 's'),
                        Map.entry("with-filename", 'H'),
                        Map.entry("no-filename", 'h')));
        List<String> operands = new ArrayList<>(options.operands());
        if (!options.has('e') && operands.isEmpty()) {
            throw new UsageException("usage: grep [OPTION]... PATTERNS [FILE]...", 2);
        }
        String text = options.has('e') ? options.value('e', "") : operands.removeFirst();
        boolean recursive = options.has('r') || options.has('R');
        List<String> files = operands.isEmpty() ? List.of(recursive ? "." : "-") : operands;
        boolean named = options.has('H') || (!options.has('h') && (files.size() > 1 || recursive));
        GrepTool grep = new GrepTool(call, options, pattern(call, options, text), named);
        int errors = grep.search(files, recursive);
        return grep.matchedAny ? (errors != 0 && !options.has('q') ? 2 : 0) : errors != 0 ? 2 : 1;
    }

    private static Pattern pattern(Invocation call, Options options, String text) {
        boolean ignoreCase = options.has('i');
        boolean fixed = options.has('F') || call.name().equals("fgrep");
        boolean extended = options.has('E') || call.name().equals("egrep");
        List<String> alternatives = new ArrayList<>();
        for (String each : Invocation.raw(text).split("\n", -1)) {
            Pattern one = fixed
                    ? Regex.literal(each, ignoreCase)
                    : options.has('P')
                            ? Regex.compile(each, ignoreCase)
                            : extended ? Regex.extended(each, ignoreCase) : Regex.basic(each, ignoreCase);
            alternatives.add(one.pattern());
        }
        String joined =
                alternatives.size() == 1 ? alternatives.getFirst() : "(?:" + String.join("|", alternatives) + ")";
        if (options.has('w')) {
            joined = "\\b(?:" + joined + ")\\b";
        }
        if (options.has('x')) {
            joined = "^(?:" + joined + ")$";
        }
        return Regex.compile(joined, ignoreCase);
    }

    private int search(List<String> files, boolean recursive) throws IOException {
        int status = 0;
        for (String file : files) {
            try {
                if (!file.equals("-") && Files.isDirectory(call.path(file))) {
                    if (recursive) {
                        searchDirectory(file);
                    } else {
                        call.complain(file + ": Is a directory");
                    }
                } else {
                    searchFile(file);
                }
            } catch (IOException e) {
                if (!options.has('s')) {
                    call.complain(file + ": " + Failures.text(e));
                }
                status = 2;
            }
        }
        return status;
    }

    private void searchDirectory(String directory) throws IOException {
        Path root = call.path(directory);
        List<Path> found;
        try (Stream<Path> all = Files.walk(root)) {
            found = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : found) {
            String inside = root.relativize(file).toString();
            searchFile(directory.endsWith("/") ? directory + inside : directory + "/" + inside);
        }
    }

    private void searchFile(String file) throws IOException {
        long count = 0;
        long number = 0;
        long most = options.has('m') ? Invocation.number(options.value('m', "0")) : Long.MAX_VALUE;
        long following = 0;
        Deque<String> earlier = new ArrayDeque<>();
        boolean lists = options.has('l') || options.has('L') || options.has('c') || options.has('q');
        try (Input in = call.open(file)) {
            for (String line = in.line(); line != null && count < most; line = in.line()) {
                number++;
                Matcher matcher = pattern.matcher(Regex.interruptible(call.process(), line));
                boolean matches = matcher.find() != options.has('v');
                if (matches) {
                    count++;
                    matchedAny = true;
                    if (options.has('q') || options.has('l')) {
                        break;
                    }
                }
                if (!lists && matches) {
                    for (int back = earlier.size(); back > 0; back--) {
                        show(file, number - back, '-', earlier.remove());
                    }
                    showMatch(file, number, line, matcher);
                    following = after;
                } else if (!lists && following-- > 0) {
                    show(file, number, '-', line);
                } else if (before > 0) {
                    earlier.add(line);
                    if (earlier.size() > before) {
                        earlier.remove();
                    }
                }
            }
        }
        summary(file, count);
    }

    private void showMatch(String file, long number, String line, Matcher matcher) throws IOException {
        if (!options.has('o')) {
            show(file, number, ':', line);
            return;
        }
        matcher.reset();
        while (!options.has('v') && matcher.find()) {
            if (!matcher.group().isEmpty()) {
                show(file, number, ':', matcher.group());
            }
        }
    }

    private void show(String file, long number, char separator, String text) throws IOException {
        Output out = call.out();
        if (named) {
            out.print(file.equals("-") ? "(standard input)" : file).write(separator);
        }
        if (options.has('n')) {
            out.print(Long.toString(number)).write(separator);
        }
        out.raw(text).raw("\n");
    }

    private void summary(String file, long count) throws IOException {
        if (options.has('q')) {
            return;
        }
        if (options.has('l') ? count > 0 : options.has('L') && count == 0) {
            call.out().line(file.equals("-") ? "(standard input)" : file);
        } else if (options.has('c') && !options.has('l') && !options.has('L')) {
            call.out().line((named ? file + ":" : "") + count);
        }
    }
}
