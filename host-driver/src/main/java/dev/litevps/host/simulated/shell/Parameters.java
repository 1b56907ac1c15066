package dev.litevps.host.simulated.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Expands {@code $name} and {@code ${name…}} in all its forms. */
final class Parameters {

    private static final int RANDOM_BOUND = 32_768;

    private final Interpreter shell;
    private final Expander expander;

    Parameters(Interpreter shell, Expander expander) {
        this.shell = shell;
        this.expander = expander;
    }

    /** The value of a variable or a special parameter; null if it has none. */
    @Nullable
    String value(String name) {
        ShellState state = shell.state();
        if (Character.isDigit(name.charAt(0))) {
            int index = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
            if (index == 0) {
                return state.name;
            }
            return index <= state.positional.size() ? state.positional.get(index - 1) : null;
        }
        return switch (name) {
            case "?" -> Integer.toString(state.status);
            case "#" -> Integer.toString(state.positional.size());
            case "$" -> Integer.toString(shell.shellId());
            case "!" -> state.lastBackgroundId == 0 ? null : Integer.toString(state.lastBackgroundId);
            case "@", "*" -> state.positional.isEmpty() ? null : String.join(" ", state.positional);
            case "-" -> {
                StringBuilder flags = new StringBuilder();
                state.options.stream().sorted().forEach(flags::append);
                yield flags.toString();
            }
            case "PPID" -> Integer.toString(shell.process().parentId());
            case "LINENO" -> Integer.toString(state.line);
            case "RANDOM" -> Integer.toString(ThreadLocalRandom.current().nextInt(RANDOM_BOUND));
            case "SECONDS" ->
                Long.toString(Duration.between(shell.process().started(), Instant.now())
                        .toSeconds());
            default -> state.get(name);
        };
    }

    void expand(Word.Parameter parameter, Expander.Fields fields) {
        String name = parameter.name();
        boolean all = name.equals("@") || name.equals("*");
        if (all && parameter.operator() == null) {
            expandAll(name, parameter.quoted(), fields);
            return;
        }
        String value = value(name);
        String operator = parameter.operator();
        if (operator == null) {
            plain(parameter, value, fields);
            return;
        }
        Word argument = Objects.requireNonNullElse(parameter.argument(), new Word(List.of()));
        switch (operator) {
            case "#length" -> {
                int length = all ? shell.state().positional.size() : value == null ? 0 : value.length();
                fields.value(Integer.toString(length), parameter.quoted());
            }
            case ":-", "-", ":=", "=", ":?", "?", ":+", "+" -> byDefault(parameter, operator, value, argument, fields);
            default -> {
                String text = value == null ? "" : value;
                fields.value(edited(parameter, operator, text, argument), parameter.quoted());
            }
        }
    }

    private void plain(Word.Parameter parameter, @Nullable String value, Expander.Fields fields) {
        if (value == null && shell.state().options.contains('u')) {
            throw new ShellExit.Failure(2, parameter.name() + ": parameter not set");
        }
        if (value != null || parameter.quoted()) {
            fields.value(value == null ? "" : value, parameter.quoted());
        }
    }

    private void expandAll(String name, boolean quoted, Expander.Fields fields) {
        List<String> values = shell.state().positional;
        if (quoted && name.equals("*")) {
            String separators = shell.state().get("IFS");
            String separator = separators == null ? " " : separators.isEmpty() ? "" : separators.substring(0, 1);
            fields.value(String.join(separator, values), true);
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && fields.isSplitting()) {
                fields.endField();
            } else if (i > 0) {
                fields.literal(" ", quoted);
            }
            fields.value(values.get(i), quoted);
        }
    }

    private void byDefault(
            Word.Parameter parameter, String operator, @Nullable String value, Word argument, Expander.Fields fields) {
        boolean missing = value == null || (operator.startsWith(":") && value.isEmpty());
        char kind = operator.charAt(operator.length() - 1);
        if (kind == '+') {
            if (!missing) {
                expander.expand(argument, fields);
            }
            return;
        }
        if (!missing) {
            fields.value(Objects.requireNonNull(value), parameter.quoted());
            return;
        }
        switch (kind) {
            case '-' -> expander.expand(argument, fields);
            case '=' -> {
                String assigned = expander.single(argument);
                shell.state().set(shell.process(), parameter.name(), assigned);
                fields.value(assigned, parameter.quoted());
            }
            default -> {
                String message = expander.single(argument);
                throw new ShellExit.Failure(
                        2, parameter.name() + ": " + (message.isEmpty() ? "parameter not set or null" : message));
            }
        }
    }

    private String edited(Word.Parameter parameter, String operator, String value, Word argument) {
        return switch (operator) {
            case "#", "##" -> withoutPrefix(value, expander.patternRegex(argument, operator.equals("##")));
            case "%", "%%" -> withoutSuffix(value, expander.pattern(argument), operator.equals("%%"));
            case "/", "//" -> {
                Word second = parameter.second();
                String replacement = Matcher.quoteReplacement(second == null ? "" : expander.single(second));
                Matcher matcher = expander.pattern(argument).matcher(value);
                yield operator.equals("//") ? matcher.replaceAll(replacement) : matcher.replaceFirst(replacement);
            }
            case "^^" -> value.toUpperCase(Locale.ROOT);
            case ",," -> value.toLowerCase(Locale.ROOT);
            case "^" -> value.isEmpty() ? value : value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
            case "," -> value.isEmpty() ? value : value.substring(0, 1).toLowerCase(Locale.ROOT) + value.substring(1);
            default -> substring(value, expander.single(argument));
        };
    }

    private static String withoutPrefix(String value, String regex) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(value);
        return matcher.lookingAt() ? value.substring(matcher.end()) : value;
    }

    private static String withoutSuffix(String value, Pattern pattern, boolean longest) {
        for (int i = 0; i <= value.length(); i++) {
            int start = longest ? i : value.length() - i;
            if (pattern.matcher(value.substring(start)).matches()) {
                return value.substring(0, start);
            }
        }
        return value;
    }

    private String substring(String value, String range) {
        int colon = range.indexOf(':');
        long offset = expander.arithmetic(colon < 0 ? range : range.substring(0, colon));
        long start = Math.clamp(offset < 0 ? value.length() + offset : offset, 0, value.length());
        if (colon < 0) {
            return value.substring((int) start);
        }
        long length = expander.arithmetic(range.substring(colon + 1));
        long end = length < 0 ? value.length() + length : Math.min(value.length(), start + length);
        return end <= start ? "" : value.substring((int) start, (int) end);
    }
}
