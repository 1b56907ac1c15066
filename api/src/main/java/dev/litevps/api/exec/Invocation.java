package dev.litevps.api.exec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Programs that run their arguments, with those letters of their options that take a value. */
    private static final Map<String, String> RUNNERS = Map.ofEntries(
            Map.entry("sudo", "ughpCDRrtTU"),
            Map.entry("doas", "uC"),
            Map.entry("env", "uC"),
            Map.entry("nohup", ""),
            Map.entry("timeout", "ks"),
            Map.entry("xargs", "ILnPdEsa"),
            Map.entry("exec", "a"),
            Map.entry("command", ""),
            Map.entry("builtin", ""),
            Map.entry("time", "fo"),
            Map.entry("nice", "n"),
            Map.entry("ionice", "cn"),
            Map.entry("setsid", ""),
            Map.entry("stdbuf", "ioe"),
            Map.entry("chroot", ""),
            Map.entry("busybox", ""),
            Map.entry("toybox", ""));

    /** Their long options that take a value, which may be the next word. */
    private static final Map<String, Set<String>> LONG_VALUED = Map.of(
            "sudo",
                    Set.of(
                            "--user",
                            "--group",
                            "--host",
                            "--prompt",
                            "--chdir",
                            "--close-from",
                            "--chroot",
                            "--role",
                            "--type",
                            "--command-timeout",
                            "--other-user"),
            "env", Set.of("--unset", "--chdir"),
            "timeout", Set.of("--signal", "--kill-after"),
            "xargs",
                    Set.of(
                            "--arg-file",
                            "--delimiter",
                            "--max-args",
                            "--max-chars",
                            "--max-procs",
                            "--process-slot-var"),
            "time", Set.of("--format", "--output"),
            "nice", Set.of("--adjustment"),
            "ionice", Set.of("--class", "--classdata"),
            "stdbuf", Set.of("--input", "--output", "--error"),
            "chroot", Set.of("--userspec", "--groups"));

    /** The letters of options with which a runner only tells something of its arguments. */
    private static final Map<String, String> TELLING = Map.of("sudo", "l", "command", "vV");

    private static final Map<String, Set<String>> LONG_TELLING = Map.of("sudo", Set.of("--list"));

    /** Runners that have an operand of their own first. */
    private static final Set<String> WITH_OPERAND = Set.of("timeout", "chroot");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "su", "runuser");
    private static final Set<String> USER_SWITCHERS = Set.of("su", "runuser");
    private static final Set<String> STANDARD_INPUT = Set.of("-", "/dev/stdin");
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
            String valued = RUNNERS.get(name);
            if (valued == null) {
                return of(name, words.subList(at + 1, words.size()));
            }
            at = afterOptions(words, at + 1, name, valued);
            if (at < 0) {
                return of("", List.of());
            }
            if (WITH_OPERAND.contains(name)) {
                at++;
            }
        }
        return of("", List.of());
    }

    static boolean isAssignment(CharSequence word) {
        return ASSIGNMENT.matcher(word).matches();
    }

    /** Where a runner's command begins; negative if the runner runs nothing. */
    private static int afterOptions(List<String> words, int from, String runner, String valued) {
        String telling = TELLING.getOrDefault(runner, "");
        int at = from;
        boolean tells = false;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String option = words.get(at++);
            if (option.equals("--")) {
                break;
            }
            if (option.startsWith("--")) {
                at += LONG_VALUED.getOrDefault(runner, Set.of()).contains(option) ? 1 : 0;
                tells |= LONG_TELLING.getOrDefault(runner, Set.of()).contains(option);
                continue;
            }
            int letter = 1;
            while (letter < option.length() && valued.indexOf(option.charAt(letter)) < 0) {
                tells |= telling.indexOf(option.charAt(letter++)) >= 0;
            }
            // The value is the rest of the word, or else the next one.
            at += letter == option.length() - 1 ? 1 : 0;
        }
        return tells ? -1 : at;
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
