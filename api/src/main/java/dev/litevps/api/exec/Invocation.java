package dev.litevps.api.exec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program with its arguments, after everything before it that only says how it is to be run.
 *
 * @param name of the program, without its folder; empty if nothing is run
 * @param flags each short one by its letter; long ones whole, but those that are the same as a letter by the letter
 * @param operands what is no flag; paths from the root without their detours
 * @param arguments all of them as they stand
 */
record Invocation(String name, Set<String> flags, List<String> operands, List<String> arguments) {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", Pattern.DOTALL);

    static final Set<String> RESERVED =
            Set.of("if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "fi", "done", "esac");

    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "su", "runuser", "script");
    private static final Set<String> USER_SWITCHERS = Set.of("su", "runuser");
    private static final Set<String> STANDARD_INPUT = Set.of("-", "/dev/stdin");
    private static final Set<String> PRINTERS = Set.of("echo", "printf");
    private static final Set<String> EVALUATORS = Set.of("eval", "watch");
    private static final Set<String> FIND_ACTIONS = Set.of("-exec", "-execdir", "-ok", "-okdir");
    private static final Map<String, String> LETTERS = Map.of("--recursive", "r", "--force", "f");

    static Invocation of(List<String> words) {
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            if (word.equals("function")) {
                at += 2;
                continue;
            }
            if (RESERVED.contains(word) || isAssignment(word)) {
                at++;
                continue;
            }
            String name = word.substring(word.lastIndexOf('/') + 1);
            List<String> arguments = words.subList(at + 1, words.size());
            if (!Runners.include(name)) {
                return of(name, arguments);
            }
            Optional<String> script = Runners.script(name, arguments);
            if (script.isPresent()) {
                return of("sh", List.of("-c", script.get()));
            }
            int command = Runners.command(name, arguments);
            if (command < 0) {
                return of("", List.of());
            }
            at += 1 + command;
        }
        return of("", List.of());
    }

    static boolean isAssignment(CharSequence word) {
        return ASSIGNMENT.matcher(word).matches();
    }

    private static Invocation of(String name, List<String> arguments) {
        Set<String> flags = new HashSet<>();
        List<String> operands = new ArrayList<>();
        boolean onlyOperands = false;
        for (String argument : arguments) {
            if (onlyOperands || !argument.startsWith("-") || argument.equals("-")) {
                operands.add(withoutDetours(argument));
            } else if (argument.equals("--")) {
                onlyOperands = true;
            } else if (argument.startsWith("--")) {
                flags.add(LETTERS.getOrDefault(argument, argument));
            } else {
                argument.chars().skip(1).forEach(letter -> flags.add(letter(name, (char) letter)));
            }
        }
        return new Invocation(name, flags, operands, arguments);
    }

    private static String letter(String name, char letter) {
        return name.equals("rm") && letter == 'R' ? "r" : String.valueOf(letter);
    }

    /** {@code //}, {@code /*} and {@code /tmp/..} are all that is under the root, as {@code /} is. */
    private static String withoutDetours(String operand) {
        if (!operand.startsWith("/")) {
            return operand;
        }
        Deque<String> steps = new ArrayDeque<>();
        for (String step : operand.split("/+", -1)) {
            switch (step) {
                case "", "." -> {}
                case ".." -> steps.pollLast();
                default -> steps.addLast(step);
            }
        }
        if (steps.size() == 1
                && (steps.getFirst().equals("*") || steps.getFirst().equals(".*"))) {
            steps.clear();
        }
        return "/" + String.join("/", steps);
    }

    /** The scripts that the program gets to run, if it is a shell or its like. */
    Stream<String> scripts() {
        if (EVALUATORS.contains(name)) {
            return Stream.of(String.join(" ", operands));
        }
        if (SHELLS.contains(name)) {
            for (int at = 0; at < arguments.size(); at++) {
                if (arguments.get(at).equals("--command") || arguments.get(at).matches("-[a-zA-Z]*c[a-zA-Z]*")) {
                    return arguments.stream()
                            .skip(at + 1L)
                            .filter(argument -> !argument.startsWith("-"))
                            .limit(1);
                }
            }
        }
        return Stream.empty();
    }

    /**
     * What the program prints, if that is what it is for; else empty. Line breaks may be written as {@code \n}, which some shells'
     * {@code echo} needs no option for.
     */
    Optional<String> printed() {
        return PRINTERS.contains(name)
                ? Optional.of(String.join(" ", arguments)
                        .replaceFirst("^(-[neE]+ )+", "")
                        .replace("\\n", "\n"))
                : Optional.empty();
    }

    /** Whether the program is a shell that runs what it reads. */
    boolean readsScript() {
        if (!SHELLS.contains(name) || scripts().findAny().isPresent()) {
            return false;
        }
        return USER_SWITCHERS.contains(name) || flags.contains("s") || STANDARD_INPUT.containsAll(operands);
    }

    /** The commands that the program gets to run, if it is {@code find}. */
    Stream<List<String>> commands() {
        if (!name.equals("find")) {
            return Stream.empty();
        }
        List<List<String>> commands = new ArrayList<>();
        int start = -1;
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (start < 0 && FIND_ACTIONS.contains(argument)) {
                start = at + 1;
            } else if (start >= 0 && (argument.equals(";") || argument.equals("+"))) {
                commands.add(arguments.subList(start, at));
                start = -1;
            }
        }
        return commands.stream();
    }
}
