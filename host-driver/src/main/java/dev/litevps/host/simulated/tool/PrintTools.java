package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that print what they are told: {@code echo}, {@code printf}, {@code seq}, {@code yes}, {@code expr}. */
final class PrintTools {

    private static final Pattern DIRECTIVE = Pattern.compile("%([-+ 0#]*)(\\*|\\d{0,4})(\\.\\d{0,4})?([a-zA-Z%])");

    private PrintTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("echo", PrintTools::echo);
        tools.put("printf", PrintTools::printf);
        tools.put("seq", PrintTools::seq);
        tools.put("yes", PrintTools::yes);
        tools.put("expr", PrintTools::expr);
        tools.put("true", call -> 0);
        tools.put("false", call -> 1);
    }

    private static int echo(Invocation call) throws IOException {
        List<String> words = call.arguments();
        boolean newline = true;
        boolean escapes = false;
        int first = 0;
        while (first < words.size() && words.get(first).matches("-[neE]+")) {
            newline &= !words.get(first).contains("n");
            escapes |= words.get(first).contains("e");
            first++;
        }
        String text = String.join(" ", words.subList(first, words.size()));
        call.out().print(escapes ? Escapes.decode(text) : text);
        if (newline) {
            call.out().write('\n');
        }
        return 0;
    }

    /** The {@code echo} that dash has built in: it always knows escapes, and no option but {@code -n}. */
    static int plainEcho(Invocation call) throws IOException {
        List<String> words = call.arguments();
        boolean newline = words.isEmpty() || !words.getFirst().equals("-n");
        String text = Escapes.decode(String.join(" ", newline ? words : words.subList(1, words.size())));
        int cut = text.indexOf("\\c");
        call.out().print(cut < 0 ? text : text.substring(0, cut)).print(newline && cut < 0 ? "\n" : "");
        return 0;
    }

    private static int printf(Invocation call) throws IOException {
        if (call.arguments().isEmpty()) {
            throw new UsageException("usage: printf format [arg ...]", 2);
        }
        String format = Escapes.decode(call.arguments().getFirst());
        List<String> values = call.arguments().subList(1, call.arguments().size());
        int used = 0;
        do {
            int before = used;
            used = printOnce(call, format, values, used);
            if (used == before) {
                break;
            }
        } while (used < values.size());
        return 0;
    }

    /** Prints the format once, and says how many values have been used up. */
    private static int printOnce(Invocation call, String format, List<String> values, int start) throws IOException {
        Matcher matcher = DIRECTIVE.matcher(format);
        int used = start;
        int at = 0;
        while (matcher.find()) {
            call.out().print(format.substring(at, matcher.start()));
            at = matcher.end();
            char conversion = format.charAt(matcher.end() - 1);
            if (conversion == '%') {
                call.out().print("%");
                continue;
            }
            String width = String.valueOf(matcher.group(2));
            if (width.equals("*")) {
                width = used < values.size() ? Long.toString(Invocation.number(values.get(used++))) : "";
            }
            String value = used < values.size() ? values.get(used) : "";
            used++;
            String precision = matcher.group(3);
            String spec = "%" + matcher.group(1) + width + (precision == null ? "" : precision);
            call.out().print(convert(call, spec, conversion, value));
        }
        call.out().print(format.substring(at));
        return Math.min(used, Math.max(values.size(), start));
    }

    private static String convert(Invocation call, String spec, char conversion, String value) throws IOException {
        return switch (conversion) {
            case 's' -> String.format(Locale.ROOT, spec.replaceFirst("^%([-]?)[+ 0#]*", "%$1") + "s", value);
            case 'b' -> Escapes.decode(value);
            case 'c' -> value.isEmpty() ? "" : value.substring(0, 1);
            case 'd', 'i' -> String.format(Locale.ROOT, spec.replaceFirst("\\..*", "") + "d", integer(call, value));
            case 'u' -> Long.toUnsignedString(integer(call, value));
            case 'x', 'X', 'o' -> String.format(Locale.ROOT, spec + conversion, integer(call, value));
            case 'f', 'e', 'g', 'E', 'G' -> String.format(Locale.ROOT, spec + conversion, decimal(call, value));
            case 'q' -> "'" + value.replace("'", "'\\''") + "'";
            default -> throw new UsageException("%" + conversion + ": invalid directive", 1);
        };
    }

    private static long integer(Invocation call, String value) throws IOException {
        if (value.isEmpty()) {
            return 0;
        }
        if (value.charAt(0) == '\'' || value.charAt(0) == '"') {
            return value.length() > 1 ? value.codePointAt(1) : 0;
        }
        try {
            return Long.decode(value);
        } catch (NumberFormatException e) {
            call.complain(value + ": expected numeric value");
            return 0;
        }
    }

    private static double decimal(Invocation call, String value) throws IOException {
        try {
            return value.isEmpty() ? 0 : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            call.complain(value + ": expected numeric value");
            return 0;
        }
    }

    private static int seq(Invocation call) throws IOException {
        List<String> arguments = call.arguments();
        String separator = "\n";
        boolean padded = false;
        while (!arguments.isEmpty() && arguments.getFirst().matches("-[sw].*")) {
            padded |= arguments.getFirst().equals("-w");
            String option = arguments.getFirst();
            boolean separates = option.equals("-s") && arguments.size() > 1;
            String given = separates ? arguments.get(1) : option.startsWith("-s") ? option.substring(2) : separator;
            separator = Escapes.decode(given);
            arguments = arguments.subList(separates ? 2 : 1, arguments.size());
        }
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new UsageException("missing operand");
        }
        BigDecimal first = arguments.size() > 1 ? decimal(arguments.getFirst()) : BigDecimal.ONE;
        BigDecimal step = arguments.size() > 2 ? decimal(arguments.get(1)) : BigDecimal.ONE;
        BigDecimal last = decimal(arguments.getLast());
        if (step.signum() == 0) {
            throw new UsageException("invalid Zero increment value: '0'");
        }
        int width = padded
                ? Math.max(first.toPlainString().length(), last.toPlainString().length())
                : 0;
        String before = "";
        for (BigDecimal value = first;
                step.signum() > 0 ? value.compareTo(last) <= 0 : value.compareTo(last) >= 0;
                value = value.add(step)) {
            String text = value.toPlainString();
            call.out().print(before).print("0".repeat(Math.max(0, width - text.length())) + text);
            before = separator;
        }
        call.out().print(before.isEmpty() ? "" : "\n");
        return 0;
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new UsageException("invalid floating point argument: '" + text + "'");
        }
    }

    private static int yes(Invocation call) throws IOException {
        String text = call.arguments().isEmpty() ? "y" : String.join(" ", call.arguments());
        while (true) {
            call.process().checkpoint();
            call.out().line(text);
        }
    }

    /** Two operands and an operator, which is how scripts use it. */
    private static int expr(Invocation call) throws IOException {
        List<String> words = call.arguments();
        String result;
        if (words.size() == 1) {
            result = words.getFirst();
        } else if (words.size() == 2 && words.getFirst().equals("length")) {
            result = Integer.toString(words.get(1).length());
        } else if (words.size() >= 3 && words.size() % 2 == 1) {
            result = words.getFirst();
            for (int i = 1; i < words.size(); i += 2) {
                result = combine(result, words.get(i), words.get(i + 1));
            }
        } else {
            throw new UsageException("syntax error", 2);
        }
        call.out().line(result);
        return result.isEmpty() || result.equals("0") ? 1 : 0;
    }

    private static String combine(String left, String operator, String right) {
        return switch (operator) {
            case "+" -> Long.toString(integer(left) + integer(right));
            case "-" -> Long.toString(integer(left) - integer(right));
            case "*" -> Long.toString(integer(left) * integer(right));
            case "/" -> Long.toString(integer(left) / divisor(right));
            case "%" -> Long.toString(integer(left) % divisor(right));
            case "=" -> left.equals(right) ? "1" : "0";
            case "!=" -> left.equals(right) ? "0" : "1";
            case "<" -> integer(left) < integer(right) ? "1" : "0";
            case ">" -> integer(left) > integer(right) ? "1" : "0";
            case "<=" -> integer(left) <= integer(right) ? "1" : "0";
            case ">=" -> integer(left) >= integer(right) ? "1" : "0";
            case ":" -> matched(left, right);
            default -> throw new UsageException("syntax error: unexpected argument '" + operator + "'", 2);
        };
    }

    private static String matched(String text, String regex) {
        Matcher matcher = Regex.basic(regex, false).matcher(text);
        if (!matcher.lookingAt()) {
            return regex.contains("\\(") ? "" : "0";
        }
        return matcher.groupCount() > 0 ? String.valueOf(matcher.group(1)) : Integer.toString(matcher.end());
    }

    private static long integer(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException("non-integer argument", 2);
        }
    }

    private static long divisor(String text) {
        long value = integer(text);
        if (value == 0) {
            throw new UsageException("division by zero", 2);
        }
        return value;
    }
}
