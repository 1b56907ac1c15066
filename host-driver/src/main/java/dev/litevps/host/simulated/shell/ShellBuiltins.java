package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.Disposition;
import dev.litevps.host.simulated.system.Signal;
import dev.litevps.host.simulated.tool.Invocation;
import dev.litevps.host.simulated.tool.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands that change the shell itself. */
final class ShellBuiltins {

    /** A builtin: gets its arguments without its name. */
    @FunctionalInterface
    interface Builtin {
        int run(Interpreter shell, List<String> arguments) throws IOException;
    }

    private static final Map<String, Builtin> ALL = Map.ofEntries(
            Map.entry(":", (shell, arguments) -> 0),
            Map.entry(".", ShellBuiltins::source),
            Map.entry("source", ShellBuiltins::source),
            Map.entry("eval", (shell, arguments) -> shell.runText(String.join(" ", arguments))),
            Map.entry("exec", ShellBuiltins::exec),
            Map.entry("exit", (shell, arguments) -> {
                throw new ShellExit.Exit(status(shell, arguments));
            }),
            Map.entry("return", (shell, arguments) -> {
                throw new ShellExit.Return(status(shell, arguments));
            }),
            Map.entry("break", (shell, arguments) -> {
                throw new ShellExit.Jump(false, arguments.isEmpty() ? 1 : number(arguments.getFirst()));
            }),
            Map.entry("continue", (shell, arguments) -> {
                throw new ShellExit.Jump(true, arguments.isEmpty() ? 1 : number(arguments.getFirst()));
            }),
            Map.entry("shift", ShellBuiltins::shift),
            Map.entry("cd", ShellBuiltins::cd),
            Map.entry("read", ReadBuiltin::run),
            Map.entry("trap", ShellBuiltins::trap),
            Map.entry("wait", JobBuiltins::await),
            Map.entry("jobs", JobBuiltins::jobs),
            Map.entry("fg", JobBuiltins::foreground),
            Map.entry("kill", JobBuiltins::kill),
            Map.entry("command", ShellBuiltins::command),
            Map.entry("type", ShellBuiltins::type),
            Map.entry("umask", (shell, arguments) -> print(shell, arguments.isEmpty() ? "0022\n" : "")),
            Map.entry("ulimit", (shell, arguments) -> print(shell, "unlimited\n")),
            Map.entry("hash", (shell, arguments) -> 0),
            Map.entry("set", VariableBuiltins::set),
            Map.entry("shopt", (shell, arguments) -> 0),
            Map.entry("unset", VariableBuiltins::unset),
            Map.entry("export", VariableBuiltins::export),
            Map.entry("readonly", VariableBuiltins::readOnly),
            Map.entry("local", VariableBuiltins::local),
            Map.entry("declare", VariableBuiltins::declare),
            Map.entry("let", VariableBuiltins::let),
            Map.entry("getopts", VariableBuiltins::options));

    private ShellBuiltins() {}

    static @Nullable Builtin find(String name) {
        return ALL.get(name);
    }

    static int print(Interpreter shell, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        shell.process().files().get(1).write(bytes, 0, bytes.length);
        return 0;
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ShellExit.Failure(2, "Illegal number: " + text);
        }
    }

    private static int status(Interpreter shell, List<String> arguments) {
        return arguments.isEmpty() ? shell.state().status : number(arguments.getFirst()) & 0xFF;
    }

    private static int source(Interpreter shell, List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            return 0;
        }
        String name = arguments.getFirst();
        Path path = shell.process().path(name);
        if (!Files.isRegularFile(path)) {
            throw new ShellExit.Failure(2, ".: cannot open " + name + ": No such file");
        }
        try {
            return shell.runText(Files.readString(path));
        } catch (ShellExit.Return e) {
            return e.status;
        }
    }

    private static int exec(Interpreter shell, List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            return 0;
        }
        try {
            throw new ShellExit.Exit(shell.process().become(arguments));
        } catch (CommandNotFoundException e) {
            throw new ShellExit.Failure(e.exitStatus(), "exec: " + arguments.getFirst() + ": " + e.getMessage());
        }
    }

    private static int shift(Interpreter shell, List<String> arguments) {
        int count = arguments.isEmpty() ? 1 : number(arguments.getFirst());
        List<String> before = shell.state().positional;
        if (count < 0 || count > before.size()) {
            throw new ShellExit.Failure(2, "shift: can't shift that many");
        }
        shell.state().positional = List.copyOf(before.subList(count, before.size()));
        return 0;
    }

    private static int cd(Interpreter shell, List<String> arguments) throws IOException {
        ShellState state = shell.state();
        String target =
                arguments.isEmpty() ? Objects.requireNonNullElse(state.get("HOME"), "/root") : arguments.getLast();
        boolean back = target.equals("-");
        if (back) {
            target = Objects.requireNonNullElse(state.get("OLDPWD"), ".");
        }
        Path path = shell.process().path(target).normalize();
        if (!Files.isDirectory(path)) {
            String reason = Files.exists(path) ? "Not a directory" : "No such file or directory";
            shell.complain(state.interactive ? "cd: " + target + ": " + reason : "cd: can't cd to " + target);
            return state.interactive ? 1 : 2;
        }
        state.set(shell.process(), "OLDPWD", shell.process().directory().toString());
        shell.process().changeDirectory(path);
        state.set(shell.process(), "PWD", path.toString());
        return back ? print(shell, path + "\n") : 0;
    }

    private static int trap(Interpreter shell, List<String> arguments) throws IOException {
        ShellState state = shell.state();
        if (arguments.isEmpty()) {
            StringBuilder all = new StringBuilder();
            state.traps.forEach((signal, action) -> all.append("trap -- '")
                    .append(action)
                    .append("' ")
                    .append(signal)
                    .append('\n'));
            return print(shell, all.toString());
        }
        boolean resets = arguments.getFirst().equals("-")
                || Signal.parse(arguments.getFirst()).isPresent();
        List<String> names = arguments.size() == 1 ? arguments : arguments.subList(1, arguments.size());
        for (String name : names) {
            if (name.equals("EXIT") || name.equals("0")) {
                if (resets) {
                    state.traps.remove("EXIT");
                } else {
                    state.traps.put("EXIT", arguments.getFirst());
                }
                continue;
            }
            Signal signal = Signal.parse(name).orElse(null);
            if (signal == null) {
                shell.complain("trap: " + name + ": bad trap");
                return 1;
            }
            arrange(shell, signal, resets ? null : arguments.getFirst());
        }
        return 0;
    }

    private static void arrange(Interpreter shell, Signal signal, @Nullable String action) {
        if (action == null) {
            shell.state().traps.remove(signal.name());
            shell.process().arrange(signal, null);
        } else {
            shell.state().traps.put(signal.name(), action);
            shell.process().arrange(signal, action.isEmpty() ? Disposition.IGNORE : Disposition.HANDLE);
        }
    }

    private static int command(Interpreter shell, List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            return 0;
        }
        if (arguments.getFirst().equalsIgnoreCase("-v")) {
            String where = arguments.size() < 2 ? null : locate(shell, arguments.get(1));
            return where == null ? 127 : print(shell, where + "\n");
        }
        List<String> rest = arguments.getFirst().equals("-p") ? arguments.subList(1, arguments.size()) : arguments;
        Builtin builtin = find(rest.getFirst());
        if (builtin != null) {
            return builtin.run(shell, rest.subList(1, rest.size()));
        }
        if (SimpleCommands.INLINE.contains(rest.getFirst())) {
            return Invocation.run(
                    shell.process(), rest, Objects.requireNonNull(Tools.builtIn(rest.getFirst(), shell.state().bash)));
        }
        return JobBuiltins.runChild(shell, rest);
    }

    private static int type(Interpreter shell, List<String> arguments) throws IOException {
        int status = 0;
        for (String name : arguments) {
            String where = locate(shell, name);
            if (where == null) {
                print(shell, name + ": not found\n");
                status = 127;
            } else if (shell.state().functions.containsKey(name)) {
                print(shell, name + " is a function\n");
            } else {
                print(shell, name + (where.equals(name) ? " is a shell builtin\n" : " is " + where + "\n"));
            }
        }
        return status;
    }

    private static @Nullable String locate(Interpreter shell, String name) {
        if (shell.state().functions.containsKey(name) || find(name) != null || SimpleCommands.INLINE.contains(name)) {
            return name;
        }
        return GuestPrograms.locate(shell.process(), name);
    }
}
