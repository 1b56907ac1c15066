package dev.litevps.host.simulated.shell;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Evaluates {@code $(( … ))}: 64-bit integers with the operators of C. */
final class Arithmetic {

    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("|"),
            List.of("^"),
            List.of("&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("<<", ">>"),
            List.of("+", "-"),
            List.of("*", "/", "%"));
    private static final List<String> ASSIGNMENTS = List.of("+=", "-=", "*=", "/=", "%=", "=");
    private static final int DEPTH_LIMIT = 64;

    private final String text;
    private final Function<String, @Nullable String> read;
    private final BiConsumer<String, String> write;
    private final int depth;
    private int at;

    private Arithmetic(
            String text, Function<String, @Nullable String> read, BiConsumer<String, String> write, int depth) {
        this.text = text;
        this.read = read;
        this.write = write;
        this.depth = depth;
    }

    static long evaluate(String text, Function<String, @Nullable String> read, BiConsumer<String, String> write) {
        return evaluate(text, read, write, 0);
    }

    private static long evaluate(
            String text, Function<String, @Nullable String> read, BiConsumer<String, String> write, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw error("expression recursion level exceeded");
        }
        if (text.isBlank()) {
            return 0;
        }
        Arithmetic arithmetic = new Arithmetic(text, read, write, depth);
        long value = arithmetic.list();
        arithmetic.blanks();
        if (arithmetic.at < text.length()) {
            throw error("arithmetic expression: expecting EOF: \"" + text.strip() + "\"");
        }
        return value;
    }

    private static ShellExit.Failure error(String message) {
        return new ShellExit.Failure(2, message);
    }

    private long list() {
        long value = assignment();
        while (take(",")) {
            value = assignment();
        }
        return value;
    }

    private long assignment() {
        int start = at;
        String name = name();
        if (name != null) {
            for (String operator : ASSIGNMENTS) {
                if (looksAt(operator) && !looksAt("==")) {
                    take(operator);
                    long right = assignment();
                    long value = operator.equals("=") ? right : apply(operator.substring(0, 1), variable(name), right);
                    write.accept(name, Long.toString(value));
                    return value;
                }
            }
        }
        at = start;
        return ternary();
    }

    private long ternary() {
        long condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        long yes = assignment();
        if (!take(":")) {
            throw error("arithmetic expression: expecting ':'");
        }
        long no = assignment();
        return condition != 0 ? yes : no;
    }

    private long binary(int level) {
        if (level == LEVELS.size()) {
            return power();
        }
        long left = binary(level + 1);
        while (true) {
            String operator = operatorOf(level);
            if (operator == null) {
                return left;
            }
            take(operator);
            left = apply(operator, left, binary(level + 1));
        }
    }

    /** The operator of this level that comes next, unless it is only the start of a longer one. */
    private @Nullable String operatorOf(int level) {
        for (String operator : LEVELS.get(level)) {
            if (!looksAt(operator)) {
                continue;
            }
            char following = at + operator.length() < text.length() ? text.charAt(at + operator.length()) : ' ';
            boolean doubled = operator.length() == 1 && following == operator.charAt(0) && "|&<>*".contains(operator);
            boolean assigns = following == '=' && "+-*/%".contains(operator);
            if (!doubled && !assigns) {
                return operator;
            }
        }
        return null;
    }

    private long power() {
        long base = unary();
        if (take("**")) {
            long exponent = power();
            long result = 1;
            for (long i = 0; i < Math.min(exponent, Long.SIZE); i++) {
                result *= base;
            }
            return result;
        }
        return base;
    }

    private long unary() {
        blanks();
        if (take("++") || looksAt("--")) {
            boolean down = take("--");
            String name = Objects.requireNonNullElse(name(), "_");
            long value = variable(name) + (down ? -1 : 1);
            write.accept(name, Long.toString(value));
            return value;
        }
        if (take("-")) {
            return -unary();
        }
        if (take("+")) {
            return unary();
        }
        if (looksAt("!") && !looksAt("!=") && take("!")) {
            return unary() == 0 ? 1 : 0;
        }
        if (take("~")) {
            return ~unary();
        }
        return primary();
    }

    private long primary() {
        if (take("(")) {
            long value = list();
            if (!take(")")) {
                throw error("arithmetic expression: expecting ')'");
            }
            return value;
        }
        String name = name();
        if (name != null) {
            long value = variable(name);
            if (looksAt("++") || looksAt("--")) {
                boolean down = take("--") || !take("++");
                write.accept(name, Long.toString(value + (down ? -1 : 1)));
            }
            return value;
        }
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return number(text.substring(start, at));
    }

    private long number(String digits) {
        try {
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                return Long.parseLong(digits.substring(2), 16);
            }
            return digits.length() > 1 && digits.startsWith("0") ? Long.parseLong(digits, 8) : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw error("arithmetic expression: expecting primary: \"" + text.strip() + "\"");
        }
    }

    private long variable(String name) {
        String value = read.apply(name);
        return value == null ? 0 : evaluate(value, read, write, depth + 1);
    }

    private static long apply(String operator, long left, long right) {
        if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw error("arithmetic expression: division by zero");
        }
        return switch (operator) {
            case "||" -> left != 0 || right != 0 ? 1 : 0;
            case "&&" -> left != 0 && right != 0 ? 1 : 0;
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "==" -> left == right ? 1 : 0;
            case "!=" -> left != right ? 1 : 0;
            case "<=" -> left <= right ? 1 : 0;
            case ">=" -> left >= right ? 1 : 0;
            case "<" -> left < right ? 1 : 0;
            case ">" -> left > right ? 1 : 0;
            case "<<" -> left << right;
            case ">>" -> left >> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%" -> left % right;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private @Nullable String name() {
        blanks();
        int start = at;
        if (at < text.length() && WordParser.isNameStart(text.charAt(at))) {
            while (at < text.length()
                    && (WordParser.isNameStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
                at++;
            }
            return text.substring(start, at);
        }
        return null;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean looksAt(String sign) {
        blanks();
        return text.startsWith(sign, at);
    }

    private boolean take(String sign) {
        if (!looksAt(sign)) {
            return false;
        }
        at += sign.length();
        return true;
    }
}
