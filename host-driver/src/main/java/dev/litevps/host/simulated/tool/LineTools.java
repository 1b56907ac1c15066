package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs that work on lines: {@code sort}, {@code uniq}, {@code cut}, {@code tr} and their like. */
final class LineTools {

    private static final Pattern NUMBER = Pattern.compile("\\s*(-?\\d*\\.?\\d*)([kKMGTP]?)");
    private static final String UNITS = " KMGTP";

    private LineTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("sort", LineTools::sort);
        tools.put("uniq", LineTools::uniq);
        tools.put("cut", LineTools::cut);
        tools.put("tr", LineTools::tr);
        tools.put("rev", LineTools::rev);
        tools.put("nl", LineTools::nl);
        tools.put("paste", LineTools::paste);
    }

    private static int sort(Invocation call) throws IOException {
        Options options = Options.of(
                call, "nrufhk:t:o:sbVg", Map.of("numeric-sort", 'n', "reverse", 'r', "unique", 'u', "key", 'k'));
        List<String> lines = new ArrayList<>();
        int status = call.forEach(
                StreamTools.files(options), "cannot read: %s", file -> lines.addAll(StreamTools.lines(call, file)));
        Comparator<String> order = order(options);
        lines.sort(options.has('s') || options.has('u') ? order : order.thenComparing(wholeLine(options)));
        Output out = call.out();
        String before = null;
        for (String line : lines) {
            if (before == null || !options.has('u') || order.compare(before, line) != 0) {
                out.raw(line).raw("\n");
            }
            before = line;
        }
        return status;
    }

    private static Comparator<String> wholeLine(Options options) {
        return options.has('r') ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    private static Comparator<String> order(Options options) {
        String key = options.value('k');
        boolean numeric = options.has('n') || options.has('g') || (key != null && key.contains("n"));
        boolean human = options.has('h') || (key != null && key.contains("h"));
        boolean reverse = options.has('r') || (key != null && key.contains("r"));
        Comparator<String> values = numeric || human
                ? Comparator.comparing(text -> numericValue(text, human))
                : options.has('f') ? String.CASE_INSENSITIVE_ORDER : Comparator.naturalOrder();
        String separator = options.value('t');
        Comparator<String> order =
                key == null ? values : Comparator.comparing((String line) -> keyOf(line, key, separator), values);
        return reverse ? order.reversed() : order;
    }

    private static String keyOf(String line, String key, @Nullable String separator) {
        String[] range = key.replaceAll("[a-zA-Z]", "").split(",", 2);
        int first = (int) Invocation.number(range[0].replaceFirst("\\..*", ""));
        int last = range.length > 1 ? (int) Invocation.number(range[1].replaceFirst("\\..*", "")) : Integer.MAX_VALUE;
        String[] fields = separator == null ? line.strip().split("\\s+") : line.split(Pattern.quote(separator), -1);
        List<String> picked = new ArrayList<>();
        for (int i = first; i <= Math.min(last, fields.length); i++) {
            picked.add(fields[i - 1]);
        }
        return String.join(separator == null ? " " : separator, picked);
    }

    private static BigDecimal numericValue(String text, boolean human) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.lookingAt()
                || String.valueOf(matcher.group(1)).replaceAll("[-.]", "").isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(String.valueOf(matcher.group(1)));
        String unit = String.valueOf(matcher.group(2)).toUpperCase(Locale.ROOT);
        return human && !unit.isEmpty()
                ? number.multiply(BigDecimal.valueOf(1024).pow(UNITS.indexOf(unit)))
                : number;
    }

    private static int uniq(Invocation call) throws IOException {
        Options options = Options.of(call, "cduif:", Map.of("count", 'c', "repeated", 'd', "unique", 'u'));
        List<String> operands = options.operands();
        try (Input in = call.open(operands.isEmpty() ? "-" : operands.getFirst())) {
            String current = in.line();
            while (current != null) {
                long count = 1;
                String next = in.line();
                while (next != null && (options.has('i') ? next.equalsIgnoreCase(current) : next.equals(current))) {
                    count++;
                    next = in.line();
                }
                boolean shown = options.has('d') ? count > 1 : !options.has('u') || count == 1;
                if (shown) {
                    String prefix = options.has('c') ? String.format(Locale.ROOT, "%7d ", count) : "";
                    call.out().raw(prefix).raw(current).raw("\n");
                }
                current = next;
            }
        }
        return 0;
    }

    private static int cut(Invocation call) throws IOException {
        Options options =
                Options.of(call, "d:f:c:b:s", Map.of("delimiter", 'd', "fields", 'f', "characters", 'c', "bytes", 'b'));
        String characters = options.has('c') ? options.value('c') : options.value('b');
        String fields = options.value('f');
        if (characters == null && fields == null) {
            throw new UsageException("you must specify a list of bytes, characters, or fields");
        }
        String delimiter = Invocation.raw(options.value('d', "\t"));
        return call.forEach(StreamTools.files(options), "%s", file -> {
            try (Input in = call.open(file)) {
                for (String line = in.line(); line != null; line = in.line()) {
                    if (fields == null) {
                        call.out()
                                .raw(pick(line.split(""), String.valueOf(characters), ""))
                                .raw("\n");
                    } else if (line.contains(delimiter)) {
                        String[] parts = line.split(Pattern.quote(delimiter), -1);
                        call.out().raw(pick(parts, fields, delimiter)).raw("\n");
                    } else if (!options.has('s')) {
                        call.out().raw(line).raw("\n");
                    }
                }
            }
        });
    }

    /** The parts that a list such as {@code 1,3-5,7-} names. */
    private static String pick(String[] parts, String list, String separator) {
        List<String> picked = new ArrayList<>();
        for (int i = 1; i <= parts.length; i++) {
            for (String range : list.split(",", -1)) {
                String[] ends = range.split("-", -1);
                long from = ends[0].isEmpty() ? 1 : Invocation.number(ends[0]);
                String last = ends[ends.length - 1];
                long to = last.isEmpty() ? Long.MAX_VALUE : Invocation.number(last);
                if (i >= from && i <= to) {
                    picked.add(parts[i - 1]);
                    break;
                }
            }
        }
        return String.join(separator, picked);
    }

    private static int tr(Invocation call) throws IOException {
        Options options = Options.of(call, "+cCds", Map.of("delete", 'd', "squeeze-repeats", 's', "complement", 'c'));
        List<String> operands = options.requiredOperands();
        String from = TranslateSets.expand(operands.get(0));
        if (options.has('c') || options.has('C')) {
            from = TranslateSets.complement(from);
        }
        String to = operands.size() > 1 ? TranslateSets.expand(operands.get(1)) : "";
        boolean deletes = options.has('d');
        if (operands.size() < 2 && !deletes && !options.has('s')) {
            throw new UsageException("missing operand after '" + operands.getFirst() + "'");
        }
        String squeezed = !options.has('s') ? "" : to.isEmpty() ? from : to;
        int last = -1;
        try (Input in = call.in()) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                int index = from.indexOf(b);
                if (index >= 0 && deletes) {
                    continue;
                }
                int result = index < 0 || to.isEmpty() ? b : to.charAt(Math.min(index, to.length() - 1));
                if (result != last || squeezed.indexOf(result) < 0) {
                    call.out().write(result);
                }
                last = result;
            }
        }
        return 0;
    }

    private static int rev(Invocation call) throws IOException {
        return call.forEach(StreamTools.files(Options.of(call, "")), "%s", file -> {
            for (String line : StreamTools.lines(call, file)) {
                call.out().raw(new StringBuilder(line).reverse().toString()).raw("\n");
            }
        });
    }

    private static int nl(Invocation call) throws IOException {
        Options options = Options.of(call, "b:w:s:");
        long[] number = {0};
        return call.forEach(StreamTools.files(options), "%s", file -> {
            for (String line : StreamTools.lines(call, file)) {
                boolean numbered = !line.isEmpty() || "a".equals(options.value('b'));
                call.out()
                        .raw(numbered ? String.format(Locale.ROOT, "%6d\t", ++number[0]) : "       ")
                        .raw(line)
                        .raw("\n");
            }
        });
    }

    private static int paste(Invocation call) throws IOException {
        Options options = Options.of(call, "d:s", Map.of("delimiters", 'd', "serial", 's'));
        String delimiter = Escapes.decode(options.value('d', "\t"));
        List<List<String>> columns = new ArrayList<>();
        for (String file : StreamTools.files(options)) {
            columns.add(StreamTools.lines(call, file));
        }
        if (options.has('s')) {
            for (List<String> column : columns) {
                call.out().raw(String.join(delimiter, column)).raw("\n");
            }
            return 0;
        }
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int row = 0; row < rows; row++) {
            int index = row;
            List<String> cells = columns.stream()
                    .map(column -> index < column.size() ? column.get(index) : "")
                    .toList();
            call.out().raw(String.join(delimiter, cells)).raw("\n");
        }
        return 0;
    }
}
