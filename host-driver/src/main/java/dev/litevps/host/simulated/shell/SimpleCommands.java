package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.Signal;
import dev.litevps.host.simulated.tool.Invocation;
import dev.litevps.host.simulated.tool.Tool;
import dev.litevps.host.simulated.tool.Tools;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a command with its arguments: a function, a builtin or a program. */
final class SimpleCommands {

    /** Programs that every shell has built in: they run in its own process. */
    static final Set<String> INLINE = Set.of("echo", "printf", "test", "[", "true", "false", "pwd");

    private static final int FUNCTION_DEPTH_LIMIT = 200;

    private final Interpreter shell;

    SimpleCommands(Interpreter shell) {
        this.shell = shell;
    }

    /** @param inPlace whether a program may take the place of this process */
    int run(Node.Simple node, boolean inPlace) throws IOException {
        ShellState state = shell.state();
        state.line = node.line();
        state.substitutionStatus = 0;
        List<String> arguments = shell.expander().fields(node.words());
        if (arguments.isEmpty()) {
            return assignOnly(node);
        }
        trace(arguments);
        String name = arguments.getFirst();
        Node function = state.functions.get(name);
        ShellBuiltins.Builtin builtin = ShellBuiltins.find(name);
        if (function == null && builtin == null && !INLINE.contains(name)) {
            return runProgram(node, arguments, inPlace);
        }
        return inThisProcess(node, arguments, function, builtin);
    }

    private void trace(List<String> arguments) throws IOException {
        if (shell.state().options.contains('x')) {
            shell.error("+ " + String.join(" ", arguments) + "\n");
        }
    }

    /** No command: its status is that of the last command substitution, if there was one. */
    private int assignOnly(Node.Simple node) throws IOException {
        Descriptors saved = shell.process().files().copy();
        try {
            if (!Redirections.apply(shell, shell.process().files(), node.redirects())) {
                return 1;
            }
            node.assignments().forEach(this::assign);
            return shell.state().substitutionStatus;
        } finally {
            shell.process().files().restore(saved);
        }
    }

    private void assign(Node.Assignment assignment) {
        String value = shell.expander().single(assignment.value());
        String old = assignment.append() ? shell.state().get(assignment.name()) : null;
        shell.state().set(shell.process(), assignment.name(), old == null ? value : old + value);
    }

    private int inThisProcess(
            Node.Simple node, List<String> arguments, @Nullable Node function, ShellBuiltins.@Nullable Builtin builtin)
            throws IOException {
        GuestProcess process = shell.process();
        boolean keepsRedirects = arguments.equals(List.of("exec"));
        Descriptors saved = process.files().copy();
        Map<String, ShellState.@Nullable Variable> hidden = new HashMap<>();
        try {
            if (!Redirections.apply(shell, process.files(), node.redirects())) {
                return 1;
            }
            if (keepsRedirects) {
                saved.closeAll();
                saved = process.files().copy();
            }
            for (Node.Assignment assignment : node.assignments()) {
                hidden.put(assignment.name(), shell.state().variables.get(assignment.name()));
                assign(assignment);
                shell.state().export(process, assignment.name());
            }
            List<String> rest = arguments.subList(1, arguments.size());
            if (function != null) {
                return call(function, rest);
            }
            if (builtin != null) {
                return builtin.run(shell, rest);
            }
            Tool tool = Objects.requireNonNull(Tools.builtIn(arguments.getFirst(), shell.state().bash));
            return Invocation.run(process, arguments, tool);
        } finally {
            hidden.forEach((name, before) -> shell.state().restore(process, name, before));
            process.files().restore(saved);
        }
    }

    private int call(Node body, List<String> arguments) throws IOException {
        ShellState state = shell.state();
        if (state.hidden.size() >= FUNCTION_DEPTH_LIMIT) {
            throw new ShellExit.Failure(2, "Maximum function recursion depth (" + FUNCTION_DEPTH_LIMIT + ") reached");
        }
        List<String> callers = state.positional;
        state.positional = List.copyOf(arguments);
        state.hidden.push(new HashMap<>());
        try {
            return shell.run(body);
        } catch (ShellExit.Return e) {
            return e.status;
        } finally {
            state.positional = callers;
            state.hidden.pop().forEach((name, before) -> state.restore(shell.process(), name, before));
        }
    }

    private int runProgram(Node.Simple node, List<String> arguments, boolean inPlace) throws IOException {
        GuestProcess process = shell.process();
        Map<String, String> environment = new HashMap<>(process.environment());
        for (Node.Assignment assignment : node.assignments()) {
            environment.put(assignment.name(), shell.expander().single(assignment.value()));
        }
        Descriptors files = process.files().copy();
        try {
            if (!Redirections.apply(shell, files, node.redirects())) {
                return 2;
            }
            GuestProcess.Program program;
            try {
                program = process.system().programs().find(process, arguments);
            } catch (CommandNotFoundException e) {
                complainTo(files, arguments.getFirst(), String.valueOf(e.getMessage()));
                return e.exitStatus();
            }
            if (inPlace) {
                process.files().restore(files);
                process.environment().putAll(environment);
                return process.become(arguments);
            }
            Launch launch = new Launch(process, arguments, files.copy(), environment, process.directory(), false);
            GuestProcess child = start(launch, program, files);
            if (shell.state().interactive && process.isPending(Signal.INT)) {
                // The person interrupted the command while it was being started: it may have missed that.
                child.signal(Signal.INT);
            }
            return process.await(child);
        } finally {
            files.closeAll();
        }
    }

    /** Starts a child; the descriptors prepared for it are closed here, so that it alone holds its pipes open. */
    private static GuestProcess start(Launch launch, GuestProcess.Program program, Descriptors prepared) {
        GuestProcess parent = Objects.requireNonNull(launch.parent());
        try {
            return parent.system().processes().start(launch, program);
        } catch (IOException e) {
            throw new ShellExit.Failure(2, "Cannot fork: " + Failures.text(e));
        } finally {
            prepared.closeAll();
        }
    }

    /** Says on the command's own stderr why it cannot be run. */
    private void complainTo(Descriptors files, String name, String reason) throws IOException {
        Descriptors saved = shell.process().files().copy();
        shell.process().files().restore(files.copy());
        try {
            boolean reworded = shell.state().bash && reason.equals("not found");
            shell.complain(name + ": " + (reworded ? "command not found" : reason));
        } finally {
            shell.process().files().restore(saved);
        }
    }
}
