package dev.litevps.host.simulated.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options and operands of a command line, told apart as {@code getopt_long} does. */
final class Options {

    private final Map<Character, String> given = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Options() {}

    /** Options without long names. */
    static Options of(Invocation call, String letters) {
        return of(call, letters, Map.of());
    }

    /**
     * @param letters the options; one that takes a value is followed by a colon; a leading plus ends the options at the
     *     first operand
     * @param longNames long options and the letters they stand for
     */
    static Options of(Invocation call, String letters, Map<String, Character> longNames) {
        Options options = new Options();
        boolean stopsAtOperand = letters.startsWith("+");
        List<String> arguments = call.arguments();
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.equals("--")) {
                at++;
                break;
            }
            if (argument.startsWith("--")) {
                at = options.longOption(arguments, at, letters, longNames);
            } else if (argument.startsWith("-") && argument.length() > 1) {
                at = options.letters(arguments, at, letters);
            } else if (stopsAtOperand) {
                break;
            } else {
                options.operands.add(argument);
                at++;
            }
        }
        options.operands.addAll(arguments.subList(at, arguments.size()));
        return options;
    }

    private int letters(List<String> arguments, int at, String known) {
        String argument = arguments.get(at);
        for (int i = 1; i < argument.length(); i++) {
            char letter = argument.charAt(i);
            int position = letter == ':' || letter == '+' ? -1 : known.indexOf(letter);
            if (position < 0) {
                throw new UsageException("invalid option -- '" + letter + "'");
            }
            if (position + 1 >= known.length() || known.charAt(position + 1) != ':') {
                given.put(letter, "");
                continue;
            }
            if (i + 1 < argument.length()) {
                given.put(letter, argument.substring(i + 1));
                return at + 1;
            }
            if (at + 1 >= arguments.size()) {
                throw new UsageException("option requires an argument -- '" + letter + "'");
            }
            given.put(letter, arguments.get(at + 1));
            return at + 2;
        }
        return at + 1;
    }

    private int longOption(List<String> arguments, int at, String known, Map<String, Character> longNames) {
        String argument = arguments.get(at).substring(2);
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        Character letter = longNames.get(name);
        if (letter == null) {
            throw new UsageException("unrecognized option '--" + name + "'");
        }
        int position = known.indexOf(letter);
        boolean takesValue = position >= 0 && position + 1 < known.length() && known.charAt(position + 1) == ':';
        if (takesValue && equals < 0) {
            if (at + 1 >= arguments.size()) {
                throw new UsageException("option '--" + name + "' requires an argument");
            }
            given.put(letter, arguments.get(at + 1));
            return at + 2;
        }
        given.put(letter, equals < 0 ? "" : argument.substring(equals + 1));
        return at + 1;
    }

    boolean has(char letter) {
        return given.containsKey(letter);
    }

    @Nullable
    String value(char letter) {
        return given.get(letter);
    }

    String value(char letter, String otherwise) {
        return given.getOrDefault(letter, otherwise);
    }

    List<String> operands() {
        return operands;
    }

    /** The operands, of which there must be at least one. */
    List<String> requiredOperands() {
        if (operands.isEmpty()) {
            throw new UsageException("missing operand");
        }
        return operands;
    }
}
