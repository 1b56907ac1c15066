package dev.litevps.host.simulated.tool;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns with {@code *}, {@code ?} and {@code [ ]}, as file names, {@code case} and {@code find -name} use them. */
public final class ShellPattern {

    private ShellPattern() {}

    /** Whether a text has a sign in it that makes it a pattern. */
    public static boolean isPattern(String text, IntPredicate quoted) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[".indexOf(text.charAt(i)) >= 0 && !quoted.test(i)) {
                return true;
            }
        }
        return false;
    }

    /** The regular expression for a pattern of which nothing is quoted. */
    public static Pattern compile(String text) {
        return Pattern.compile(regex(text, index -> false, true), Pattern.DOTALL);
    }

    /**
     * The regular expression for a pattern.
     *
     * @param quoted says of which characters the special meaning was taken away
     * @param greedy whether {@code *} takes as much as it can
     */
    public static String regex(String text, IntPredicate quoted, boolean greedy) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted.test(i)) {
                literal(regex, c);
            } else if (c == '\\' && i + 1 < text.length()) {
                literal(regex, text.charAt(++i));
            } else if (c == '*') {
                regex.append(greedy ? ".*" : ".*?");
            } else if (c == '?') {
                regex.append('.');
            } else if (c == '[') {
                i = bracket(text, i, regex);
            } else {
                literal(regex, c);
            }
        }
        return regex.toString();
    }

    private static int bracket(String text, int start, StringBuilder regex) {
        int end = text.indexOf(']', start + 2);
        while (end >= 0
                && text.startsWith("[:", Math.max(0, text.lastIndexOf('[', end)))
                && text.charAt(end - 1) == ':'
                && text.lastIndexOf('[', end) > start) {
            end = text.indexOf(']', end + 1);
        }
        if (end < 0) {
            regex.append("\\[");
            return start;
        }
        String set = bracketExpression(text.substring(start + 1, end));
        try {
            Pattern.compile(set);
            regex.append(set);
        } catch (PatternSyntaxException e) {
            regex.append(Pattern.quote(text.substring(start, end + 1)));
        }
        return end;
    }

    /** A bracket expression of POSIX, without its brackets, as Java writes it. */
    static String bracketExpression(String inside) {
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        String members = (negated ? inside.substring(1) : inside)
                .replace("\\", "\\\\")
                .replace("[:alpha:]", "\\p{Alpha}")
                .replace("[:digit:]", "\\p{Digit}")
                .replace("[:alnum:]", "\\p{Alnum}")
                .replace("[:upper:]", "\\p{Upper}")
                .replace("[:lower:]", "\\p{Lower}")
                .replace("[:space:]", "\\s")
                .replace("[:blank:]", " \\t")
                .replace("[:punct:]", "\\p{Punct}")
                .replace("[:xdigit:]", "\\p{XDigit}")
                .replace("[", "\\[")
                .replace("&&", "&\\&");
        if (members.startsWith("]")) {
            members = "\\" + members;
        }
        return "[" + (negated ? "^" : "") + members + "]";
    }

    private static void literal(StringBuilder regex, char c) {
        if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
