package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.GuestProcess;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions of POSIX as Java understands them. */
final class Regex {

    private Regex() {}

    /** A basic expression, in which {@code \( \) \{ \} \| \+ \?} are the operators and the bare signs are not. */
    static Pattern basic(String text, boolean ignoreCase) {
        return compile(translate(text, true), ignoreCase);
    }

    /** An extended expression. */
    static Pattern extended(String text, boolean ignoreCase) {
        return compile(translate(text, false), ignoreCase);
    }

    static Pattern literal(String text, boolean ignoreCase) {
        return compile(Pattern.quote(text), ignoreCase);
    }

    static Pattern compile(String java, boolean ignoreCase) {
        try {
            return Pattern.compile(java, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new UsageException("Invalid regular expression: " + e.getDescription(), 2);
        }
    }

    private static String translate(String text, boolean basic) {
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                escaped(java, text.charAt(i), basic);
            } else if (c == '[') {
                i = bracket(text, i, java);
            } else if (basic && "(){}|+?".indexOf(c) >= 0) {
                java.append('\\').append(c);
            } else if (basic && c == '*' && (java.isEmpty() || java.toString().equals("^"))) {
                java.append("\\*");
            } else if (c == '{' && !text.substring(i).matches("\\{\\d*,?\\d*\\}.*")) {
                java.append("\\{");
            } else if (basic && c == '^' && i > 0 && !text.startsWith("\\(", i - 2)) {
                java.append("\\^");
            } else if (basic && c == '$' && i < text.length() - 1 && !text.startsWith("\\)", i + 1)) {
                java.append("\\$");
            } else {
                java.append(c);
            }
        }
        return java.toString();
    }

    private static void escaped(StringBuilder java, char c, boolean basic) {
        if (basic && "(){}|+?".indexOf(c) >= 0) {
            java.append(c);
        } else if (c == '<' || c == '>') {
            java.append("\\b");
        } else if (c == '`' || c == '\'') {
            java.append(c == '`' ? "\\A" : "\\z");
        } else {
            java.append('\\').append(c);
        }
    }

    private static int bracket(String text, int start, StringBuilder java) {
        int from = start + (text.startsWith("^", start + 1) ? 3 : 2);
        int end = text.indexOf(']', from);
        while (end > 0 && text.charAt(end - 1) == ':' && text.lastIndexOf("[:", end) > start) {
            end = text.indexOf(']', end + 1);
        }
        if (end < 0) {
            throw new UsageException("Unmatched [, [^, [:, [., or [=", 2);
        }
        java.append(ShellPattern.bracketExpression(text.substring(start + 1, end)));
        return end;
    }

    /** Text that lets a search be interrupted: a pattern can take for ever, but the process that runs it can be killed. */
    static CharSequence interruptible(GuestProcess process, CharSequence text) {
        return new Watched(process, text);
    }

    private static final class Watched implements CharSequence {

        private static final int LOOKS_BETWEEN_CHECKS = 1 << 14;

        private final GuestProcess process;
        private final CharSequence text;
        private int looks;

        private Watched(GuestProcess process, CharSequence text) {
            this.process = process;
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks % LOOKS_BETWEEN_CHECKS == 0) {
                process.checkpoint();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
