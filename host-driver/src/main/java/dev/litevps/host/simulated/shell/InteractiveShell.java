package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.Disposition;
import dev.litevps.host.simulated.system.OpenFile;
import dev.litevps.host.simulated.system.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A shell that a person types to: it prompts, survives errors, and asks for more where a command is not complete. */
final class InteractiveShell {

    private static final int INTERRUPTED = 130;

    private InteractiveShell() {}

    static int run(Interpreter shell) throws IOException {
        shell.state().interactive = true;
        shell.state().bash = true;
        shell.process().arrange(Signal.INT, Disposition.HANDLE);
        shell.process().arrange(Signal.TERM, Disposition.IGNORE);
        StringBuilder command = new StringBuilder();
        while (true) {
            shell.error(command.isEmpty() ? prompt(shell) : "> ");
            String line = readLine(shell.process().files().get(0));
            if (line == null) {
                shell.error("exit\n");
                return shell.state().status;
            }
            if (isInterrupted(shell)) {
                command.setLength(0);
                continue;
            }
            command.append(line).append('\n');
            if (runIfComplete(shell, command.toString())) {
                command.setLength(0);
            }
        }
    }

    private static String prompt(Interpreter shell) {
        String home = Objects.requireNonNullElse(shell.state().get("HOME"), "/root");
        String directory = shell.process().directory().toString();
        boolean below = directory.equals(home) || directory.startsWith(home + "/");
        String shown = below ? "~" + directory.substring(home.length()) : directory;
        return "root@" + shell.process().system().hostname() + ":" + shown + "# ";
    }

    /** Whether ^C came at the prompt or just after the line: it takes the line with it, and a trap is run. */
    private static boolean isInterrupted(Interpreter shell) throws IOException {
        try {
            shell.handleSignals();
            return false;
        } catch (ShellExit.Interrupt e) {
            shell.state().status = INTERRUPTED;
            return true;
        }
    }

    private static boolean runIfComplete(Interpreter shell, String text) throws IOException {
        try {
            ScriptParser parser = new ScriptParser(text, true);
            for (Node node = parser.next(); node != null; node = parser.next()) {
                shell.state().status = shell.run(node);
            }
        } catch (SyntaxError e) {
            if (e.isIncomplete()) {
                return false;
            }
            report(shell, 2, Objects.requireNonNull(e.getMessage()));
        } catch (ShellExit.Failure e) {
            report(shell, e.status, Objects.requireNonNull(e.getMessage()));
        } catch (ShellExit.Interrupt e) {
            shell.state().status = INTERRUPTED;
        } catch (ShellExit.Jump | ShellExit.Return e) {
            shell.state().status = 0;
        }
        return true;
    }

    private static void report(Interpreter shell, int status, String message) throws IOException {
        shell.complain(message);
        shell.state().status = status;
    }

    private static @Nullable String readLine(OpenFile input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (true) {
            if (input.read(one, 0, 1) <= 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
            if (one[0] == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(one[0]);
        }
    }
}
