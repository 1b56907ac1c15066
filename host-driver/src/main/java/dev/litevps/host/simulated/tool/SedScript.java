package dev.litevps.host.simulated.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the script of {@code sed}. */
final class SedScript {

    private static final Pattern NOTHING = Pattern.compile("");

    /** @param line a line number; 0 if the address is a pattern or {@code $} */
    private record Address(
            long line, boolean last, @Nullable Pattern pattern) {

        boolean matches(String text, long number, boolean isLast) {
            return pattern != null ? pattern.matcher(text).find() : last ? isLast : line == number;
        }
    }

    /** A command with the lines it is for. */
    static final class Command {
        private final @Nullable Address from;
        private final @Nullable Address to;
        private final boolean negated;
        private final char name;
        private Pattern regex = NOTHING;
        private String text = "";
        private boolean global;
        private boolean prints;
        private int occurrence = 1;
        private boolean inRange;

        private Command(@Nullable Address from, @Nullable Address to, boolean negated, char name) {
            this.from = from;
            this.to = to;
            this.negated = negated;
            this.name = name;
        }

        boolean selects(String line, long number, boolean last) {
            return inAddress(line, number, last) != negated;
        }

        private boolean inAddress(String line, long number, boolean last) {
            if (from == null) {
                return true;
            }
            if (to == null) {
                return from.matches(line, number, last);
            }
            if (!inRange) {
                inRange = from.matches(line, number, last);
                boolean single = to.line() > 0 && to.line() <= number;
                boolean started = inRange;
                inRange = inRange && !single;
                return started;
            }
            inRange = !to.matches(line, number, last);
            return true;
        }

        char name() {
            return name;
        }

        Pattern regex() {
            return regex;
        }

        String text() {
            return text;
        }

        boolean global() {
            return global;
        }

        boolean prints() {
            return prints;
        }

        int occurrence() {
            return occurrence;
        }
    }

    private final String script;
    private final boolean extended;
    private int at;

    SedScript(String script, boolean extended) {
        this.script = script;
        this.extended = extended;
    }

    List<Command> parse() {
        List<Command> commands = new ArrayList<>();
        skip();
        while (at < script.length()) {
            commands.add(command());
            skip();
        }
        return commands;
    }

    private void skip() {
        while (at < script.length() && (Character.isWhitespace(peek()) || peek() == ';')) {
            at++;
        }
    }

    private char peek() {
        return at < script.length() ? script.charAt(at) : '\n';
    }

    private Command command() {
        Address from = address();
        Address to = null;
        if (from != null && peek() == ',') {
            at++;
            to = address();
        }
        while (peek() == ' ') {
            at++;
        }
        boolean negated = peek() == '!';
        at += negated ? 1 : 0;
        if (at >= script.length()) {
            throw new UsageException("-e expression #1, char " + at + ": missing command");
        }
        Command command = new Command(from, to, negated, script.charAt(at++));
        switch (command.name) {
            case 's' -> substitution(command);
            case 'y' -> {
                char delimiter = script.charAt(at++);
                command.regex = Pattern.compile(until(delimiter), Pattern.LITERAL);
                command.text = until(delimiter);
            }
            case 'a', 'i', 'c' -> command.text = text();
            case 'd', 'p', 'q', '=' -> {}
            default ->
                throw new UsageException("-e expression #1, char " + at + ": unknown command: `" + command.name + "'");
        }
        return command;
    }

    private @Nullable Address address() {
        if (peek() == '$') {
            at++;
            return new Address(0, true, null);
        }
        if (Character.isDigit(peek())) {
            int start = at;
            while (Character.isDigit(peek())) {
                at++;
            }
            return new Address(Long.parseLong(script.substring(start, at)), false, null);
        }
        if (peek() == '/') {
            at++;
            return new Address(0, false, pattern(until('/'), false));
        }
        return null;
    }

    private Pattern pattern(String text, boolean ignoreCase) {
        return extended ? Regex.extended(text, ignoreCase) : Regex.basic(text, ignoreCase);
    }

    private String until(char delimiter) {
        StringBuilder text = new StringBuilder();
        while (at < script.length() && script.charAt(at) != delimiter) {
            char c = script.charAt(at++);
            if (c == '\\' && peek() == delimiter) {
                text.append(script.charAt(at++));
            } else {
                text.append(c);
                if (c == '\\' && at < script.length()) {
                    text.append(script.charAt(at++));
                }
            }
        }
        if (at >= script.length()) {
            throw new UsageException("-e expression #1, char " + at + ": unterminated command");
        }
        at++;
        return text.toString();
    }

    private void substitution(Command command) {
        char delimiter = peek();
        at++;
        String regex = until(delimiter);
        command.text = until(delimiter);
        boolean ignoreCase = false;
        while (at < script.length() && ";\n} ".indexOf(peek()) < 0) {
            char flag = script.charAt(at++);
            switch (flag) {
                case 'g' -> command.global = true;
                case 'p' -> command.prints = true;
                case 'i', 'I' -> ignoreCase = true;
                default -> {
                    if (!Character.isDigit(flag) || flag == '0') {
                        throw new UsageException("-e expression #1, char " + at + ": unknown option to `s'");
                    }
                    command.occurrence = flag - '0';
                }
            }
        }
        command.regex = pattern(regex, ignoreCase);
    }

    private String text() {
        if (peek() == '\\') {
            at++;
        }
        while (peek() == ' ' || (peek() == '\n' && at < script.length())) {
            at++;
        }
        int end = script.indexOf('\n', at);
        String text = script.substring(at, end < 0 ? script.length() : end);
        at = end < 0 ? script.length() : end;
        return Escapes.decode(text);
    }
}
