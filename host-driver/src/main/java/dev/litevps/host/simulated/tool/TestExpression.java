package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.GuestProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The conditions of {@code test}, {@code [ ]} and {@code [[ ]]}. */
public final class TestExpression {

    private static final Set<String> BINARY =
            Set.of("=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "<", ">", "=~");
    private static final String UNARY = "bcdefghknoprstuwxzGLNOS";

    private final GuestProcess process;
    private final List<String> operands;
    private final boolean doubleBrackets;
    private int at;

    private TestExpression(GuestProcess process, List<String> operands, boolean doubleBrackets) {
        this.process = process;
        this.operands = operands;
        this.doubleBrackets = doubleBrackets;
    }

    /** The condition between double brackets, where the right side of {@code ==} is a regular expression already. */
    public static TestExpression ofDoubleBrackets(GuestProcess process, List<String> operands) {
        return new TestExpression(process, operands, true);
    }

    static int test(Invocation call) {
        List<String> operands = call.arguments();
        if (call.name().equals("[")) {
            if (operands.isEmpty() || !operands.getLast().equals("]")) {
                throw new UsageException("missing ]", 2);
            }
            operands = operands.subList(0, operands.size() - 1);
        }
        try {
            return new TestExpression(call.process(), operands, false).evaluate() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), 2);
        }
    }

    /** Whether it holds; IllegalArgumentException if it is no condition. */
    public boolean evaluate() {
        if (operands.isEmpty()) {
            return false;
        }
        boolean result = or();
        if (at < operands.size()) {
            throw new IllegalArgumentException(operands.get(at) + ": unexpected operator");
        }
        return result;
    }

    private boolean or() {
        boolean result = and();
        while (take(doubleBrackets ? "||" : "-o")) {
            boolean right = and();
            result = result || right;
        }
        return result;
    }

    private boolean and() {
        boolean result = not();
        while (take(doubleBrackets ? "&&" : "-a")) {
            boolean right = not();
            result = result && right;
        }
        return result;
    }

    private boolean not() {
        if (left() > 1 && operands.get(at).equals("!") && !isBinaryNext()) {
            at++;
            return !not();
        }
        if (left() > 2 && operands.get(at).equals("(") && !isBinaryNext()) {
            at++;
            boolean result = or();
            if (!take(")")) {
                throw new IllegalArgumentException("closing paren expected");
            }
            return result;
        }
        return primary();
    }

    private boolean primary() {
        if (left() == 0) {
            throw new IllegalArgumentException("argument expected");
        }
        String first = operands.get(at++);
        if (left() >= 2 && BINARY.contains(operands.get(at))) {
            String operator = operands.get(at);
            String second = operands.get(at + 1);
            at += 2;
            return binary(first, operator, second);
        }
        boolean unary = first.length() == 2 && first.charAt(0) == '-' && UNARY.indexOf(first.charAt(1)) >= 0;
        return (unary && left() > 0) ? unary(first.charAt(1), operands.get(at++)) : !first.isEmpty();
    }

    private boolean binary(String first, String operator, String second) {
        return switch (operator) {
            case "=", "==" -> matches(first, second);
            case "!=" -> !matches(first, second);
            case "<" -> first.compareTo(second) < 0;
            case ">" -> first.compareTo(second) > 0;
            case "=~" -> regex(second).matcher(first).find();
            case "-eq" -> number(first) == number(second);
            case "-ne" -> number(first) != number(second);
            case "-lt" -> number(first) < number(second);
            case "-le" -> number(first) <= number(second);
            case "-gt" -> number(first) > number(second);
            case "-ge" -> number(first) >= number(second);
            default -> compareFiles(first, operator, second);
        };
    }

    private boolean matches(String first, String second) {
        return doubleBrackets ? regex("(?s)" + second).matcher(first).matches() : first.equals(second);
    }

    private static Pattern regex(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + text, e);
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Illegal number: " + text, e);
        }
    }

    private boolean compareFiles(String first, String operator, String second) {
        Path one = process.path(first);
        Path other = process.path(second);
        try {
            return switch (operator) {
                case "-ef" -> Files.isSameFile(one, other);
                case "-nt" -> Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
                default -> Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
            };
        } catch (IOException e) {
            return false;
        }
    }

    private boolean unary(char letter, String operand) {
        Path path = process.path(operand);
        return switch (letter) {
            case 'n' -> !operand.isEmpty();
            case 'z' -> operand.isEmpty();
            case 'e' -> Files.exists(path);
            case 'f' -> Files.isRegularFile(path) && !path.normalize().startsWith("/dev");
            case 'd' -> Files.isDirectory(path);
            case 'c' -> Files.isRegularFile(path) && path.normalize().startsWith("/dev");
            case 'L', 'h' -> Files.isSymbolicLink(path);
            case 's' -> size(path) > 0;
            case 'r', 'w', 'O', 'G' -> Files.exists(path);
            case 'x' -> isExecutable(path);
            case 't' -> isTerminal(operand);
            default -> false;
        };
    }

    private static long size(Path path) {
        try {
            return Files.isDirectory(path) ? 1 : Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isExecutable(Path path) {
        try {
            return Files.exists(path)
                    && Files.getPosixFilePermissions(path, new LinkOption[0]).stream()
                            .anyMatch(permission -> permission.name().endsWith("EXECUTE"));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isTerminal(String descriptor) {
        try {
            return process.files().get((int) number(descriptor)).isTerminal();
        } catch (IOException e) {
            return false;
        }
    }

    private int left() {
        return operands.size() - at;
    }

    private boolean isBinaryNext() {
        return left() >= 3 && BINARY.contains(operands.get(at + 1));
    }

    private boolean take(String word) {
        if (left() > 0 && operands.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }
}
