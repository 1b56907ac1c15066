package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.OpenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program {@code sh}. */
final class Shell {

    private static final int SCRIPT_LIMIT_BYTES = 4 * 1024 * 1024;
    private static final int BUFFER_BYTES = 8192;
    private static final int CANNOT_OPEN = 127;

    private Shell() {}

    static int run(GuestProcess process, List<String> command) throws IOException {
        String name = command.getFirst();
        ShellState state = new ShellState(name);
        state.bash = name.endsWith("bash");
        process.environment().forEach((variable, value) -> {
            if (variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                state.variables.put(variable, new ShellState.Variable(value, true, false));
            }
        });
        state.set(process, "PWD", process.directory().toString());
        state.set(process, "IFS", " \t\n");
        Interpreter shell = new Interpreter(process, state, process.id());
        return shell.finish(() -> start(shell, command.subList(1, command.size())));
    }

    private static int start(Interpreter shell, List<String> arguments) throws IOException {
        List<String> rest = new ArrayList<>(arguments);
        rest.removeIf(
                argument -> argument.equals("--login") || argument.equals("--norc") || argument.equals("--posix"));
        int used = VariableBuiltins.setOptions(shell, rest);
        List<String> operands = rest.subList(used, rest.size());
        ShellState state = shell.state();
        if (state.options.remove('c')) {
            return command(shell, operands);
        }
        boolean fromInput = operands.isEmpty() || state.options.contains('s');
        if (fromInput) {
            state.positional = List.copyOf(operands);
            boolean terminal = shell.process().files().get(0).isTerminal();
            return terminal || state.options.contains('i')
                    ? InteractiveShell.run(shell)
                    : shell.runWhole(text(shell.process().files().get(0)));
        }
        state.name = operands.getFirst();
        state.positional = List.copyOf(operands.subList(1, operands.size()));
        String script;
        try {
            OpenFile file = shell.process().system().disk().open(shell.process().path(state.name));
            try {
                script = text(file);
            } finally {
                file.release();
            }
        } catch (IOException e) {
            shell.error("sh: 0: cannot open " + state.name + ": " + Failures.text(e) + "\n");
            return CANNOT_OPEN;
        }
        return shell.runWhole(script);
    }

    private static int command(Interpreter shell, List<String> operands) throws IOException {
        if (operands.isEmpty()) {
            throw new ShellExit.Failure(2, "-c requires an argument");
        }
        if (operands.size() > 1) {
            shell.state().name = operands.get(1);
            shell.state().positional = List.copyOf(operands.subList(2, operands.size()));
        }
        return shell.runWhole(operands.getFirst());
    }

    private static String text(OpenFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = file.read(buffer, 0, buffer.length); count > 0; count = file.read(buffer, 0, buffer.length)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > SCRIPT_LIMIT_BYTES) {
                throw new IOException("File too large");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
