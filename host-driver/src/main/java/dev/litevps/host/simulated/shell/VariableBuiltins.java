package dev.litevps.host.simulated.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The builtins for variables and options. */
final class VariableBuiltins {

    private static final Map<String, Character> LONG_OPTIONS = Map.of(
            "errexit",
            'e',
            "nounset",
            'u',
            "xtrace",
            'x',
            "noglob",
            'f',
            "noclobber",
            'C',
            "allexport",
            'a',
            "verbose",
            'v',
            "monitor",
            'm');

    private VariableBuiltins() {}

    static int set(Interpreter shell, List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            StringBuilder all = new StringBuilder();
            shell.state().variables.forEach((name, variable) -> all.append(name)
                    .append("='")
                    .append(variable.value().replace("'", "'\\''"))
                    .append("'\n"));
            return ShellBuiltins.print(shell, all.toString());
        }
        int used = setOptions(shell, arguments);
        if (used < arguments.size() || arguments.getLast().equals("--")) {
            shell.state().positional = List.copyOf(arguments.subList(used, arguments.size()));
        }
        return 0;
    }

    /** Sets the options at the head of the arguments and says how many arguments they were. */
    static int setOptions(Interpreter shell, List<String> arguments) {
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.equals("--")) {
                return at + 1;
            }
            if (argument.length() < 2 || (argument.charAt(0) != '-' && argument.charAt(0) != '+')) {
                return at;
            }
            boolean on = argument.charAt(0) == '-';
            for (char option : argument.substring(1).toCharArray()) {
                if (option == 'o') {
                    at++;
                    setNamed(shell, at < arguments.size() ? arguments.get(at) : "", on);
                } else {
                    setOption(shell, option, on);
                }
            }
            at++;
        }
        return at;
    }

    private static void setNamed(Interpreter shell, String name, boolean on) {
        if (name.equals("pipefail")) {
            shell.state().pipefail = on;
            return;
        }
        Character letter = LONG_OPTIONS.get(name);
        if (letter == null && !name.isEmpty() && !name.equals("emacs") && !name.equals("vi")) {
            throw new ShellExit.Failure(2, "set: Illegal option -o " + name);
        }
        if (letter != null) {
            setOption(shell, letter, on);
        }
    }

    private static void setOption(Interpreter shell, char option, boolean on) {
        if (on) {
            shell.state().options.add(option);
        } else {
            shell.state().options.remove(option);
        }
    }

    static int unset(Interpreter shell, List<String> arguments) {
        for (String name : arguments) {
            if (!name.startsWith("-")) {
                shell.state().functions.remove(name);
                shell.state().unset(shell.process(), name);
            }
        }
        return 0;
    }

    /** Sets {@code name=value}, if the argument is that, and gives the name. */
    private static String assign(Interpreter shell, String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new ShellExit.Failure(2, argument + ": bad variable name");
        }
        if (equals >= 0) {
            shell.state().set(shell.process(), name, argument.substring(equals + 1));
        }
        return name;
    }

    static int export(Interpreter shell, List<String> arguments) throws IOException {
        if (arguments.isEmpty() || arguments.getFirst().equals("-p")) {
            StringBuilder all = new StringBuilder();
            shell.state().variables.forEach((name, variable) -> {
                if (variable.exported()) {
                    all.append("export ")
                            .append(name)
                            .append("='")
                            .append(variable.value())
                            .append("'\n");
                }
            });
            return ShellBuiltins.print(shell, all.toString());
        }
        for (String argument : arguments) {
            if (!argument.startsWith("-")) {
                shell.state().export(shell.process(), assign(shell, argument));
            }
        }
        return 0;
    }

    static int readOnly(Interpreter shell, List<String> arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("-")) {
                shell.state().protect(assign(shell, argument));
            }
        }
        return 0;
    }

    static int local(Interpreter shell, List<String> arguments) {
        Map<String, ShellState.@Nullable Variable> hidden = shell.state().hidden.peek();
        if (hidden == null) {
            throw new ShellExit.Failure(2, "local: not in a function");
        }
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                continue;
            }
            String name = argument.replaceFirst("=.*", "");
            hidden.putIfAbsent(name, shell.state().variables.get(name));
            assign(shell, argument);
        }
        return 0;
    }

    static int declare(Interpreter shell, List<String> arguments) throws IOException {
        boolean exports = arguments.contains("-x");
        List<String> names = new ArrayList<>(arguments);
        names.removeIf(name -> name.startsWith("-"));
        if (exports) {
            return export(shell, names);
        }
        return shell.state().hidden.isEmpty() ? assignAll(shell, names) : local(shell, names);
    }

    private static int assignAll(Interpreter shell, List<String> names) {
        names.forEach(name -> assign(shell, name));
        return 0;
    }

    static int let(Interpreter shell, List<String> arguments) {
        long value = 0;
        for (String argument : arguments) {
            value = shell.expander().arithmetic(argument);
        }
        return value != 0 ? 0 : 1;
    }

    /** {@code getopts}: one option of the positional parameters at each call. */
    static int options(Interpreter shell, List<String> arguments) throws IOException {
        if (arguments.size() < 2) {
            throw new ShellExit.Failure(2, "Usage: getopts optstring var [arg...]");
        }
        ShellState state = shell.state();
        String known = arguments.get(0);
        List<String> parameters = arguments.size() > 2 ? arguments.subList(2, arguments.size()) : state.positional;
        int index = ShellBuiltins.number(Objects.requireNonNullElse(state.get("OPTIND"), "1"));
        int inside = state.optionOffset;
        if (index > parameters.size()
                || (inside == 0 && !parameters.get(index - 1).matches("-[^-].*"))) {
            state.set(shell.process(), arguments.get(1), "?");
            return 1;
        }
        String parameter = parameters.get(index - 1);
        char letter = parameter.charAt(inside + 1);
        boolean last = inside + 2 >= parameter.length();
        int colon = known.indexOf(letter) + 1;
        boolean valid = colon > 0 && letter != ':';
        if (valid && colon < known.length() && known.charAt(colon) == ':') {
            boolean missing = last && index >= parameters.size();
            state.set(
                    shell.process(),
                    "OPTARG",
                    missing ? "" : last ? parameters.get(index) : parameter.substring(inside + 2));
            index += last ? 2 : 1;
            state.optionOffset = 0;
        } else {
            index += last ? 1 : 0;
            state.optionOffset = last ? 0 : inside + 1;
        }
        if (!valid && !known.startsWith(":")) {
            shell.complain("Illegal option -" + letter);
        }
        state.set(shell.process(), arguments.get(1), valid ? String.valueOf(letter) : "?");
        state.set(shell.process(), "OPTIND", Integer.toString(index));
        return 0;
    }
}
