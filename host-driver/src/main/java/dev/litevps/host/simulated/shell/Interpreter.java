package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.OpenFile;
import dev.litevps.host.simulated.system.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Runs commands of the shell language in one process. */
final class Interpreter {

    private final GuestProcess process;
    private final ShellState state;
    private final int shellId;
    private final Expander expander;
    private final SimpleCommands simpleCommands;
    private final CompoundCommands compoundCommands;
    private final Subshells subshells;
    private int tolerant;

    Interpreter(GuestProcess process, ShellState state, int shellId) {
        this.process = process;
        this.state = state;
        this.shellId = shellId;
        this.expander = new Expander(this);
        this.simpleCommands = new SimpleCommands(this);
        this.compoundCommands = new CompoundCommands(this);
        this.subshells = new Subshells(this);
    }

    GuestProcess process() {
        return process;
    }

    ShellState state() {
        return state;
    }

    /** What {@code $$} is: the process of the shell itself, also in its subshells. */
    int shellId() {
        return shellId;
    }

    Expander expander() {
        return expander;
    }

    /** Runs a command and remembers its exit status. */
    int run(Node node) throws IOException {
        process.checkpoint();
        handleSignals();
        int status =
                switch (node) {
                    case Node.Simple simple -> simpleCommands.run(simple, false);
                    case Node.Pipeline pipeline -> subshells.pipeline(pipeline);
                    case Node.Sequence sequence -> sequence(sequence);
                    case Node.Background background -> subshells.background(background.body());
                    case Node.Subshell subshell ->
                        process.await(
                                subshells.fork(subshell.body(), process.files().copy()));
                    case Node.AndOr andOr -> andOr(andOr);
                    default -> compoundCommands.run(node);
                };
        state.status = status;
        handleSignals();
        if (status != 0 && tolerant == 0 && state.options.contains('e') && endsOnError(node)) {
            throw new ShellExit.Exit(status);
        }
        return status;
    }

    private static boolean endsOnError(Node node) {
        return switch (node) {
            case Node.Simple simple -> true;
            case Node.Subshell subshell -> true;
            case Node.Condition condition -> true;
            case Node.ArithmeticCommand arithmetic -> true;
            case Node.Pipeline pipeline -> !pipeline.negated();
            default -> false;
        };
    }

    /** Runs a command whose failure is an answer and not an error. */
    int runTolerantly(Node node) throws IOException {
        tolerant++;
        try {
            return run(node);
        } finally {
            tolerant--;
        }
    }

    /** Runs the last command of this process: a program takes the process's place instead of becoming its child. */
    int runInPlace(Node node) throws IOException {
        if (node instanceof Node.Simple simple && state.traps.isEmpty()) {
            int status = simpleCommands.run(simple, true);
            state.status = status;
            return status;
        }
        return run(node);
    }

    private int sequence(Node.Sequence sequence) throws IOException {
        int status = 0;
        for (Node each : sequence.nodes()) {
            status = run(each);
        }
        return status;
    }

    private int andOr(Node.AndOr andOr) throws IOException {
        int left = runTolerantly(andOr.left());
        return (left == 0) == andOr.and() ? run(andOr.right()) : left;
    }

    /** What a subshell does that gets a command of this shell: it goes on with a copy of what this one knows now. */
    GuestProcess.Program inSubshell(Node node) {
        ShellState copy = state.copy();
        int inherited = tolerant;
        return child -> {
            Interpreter subshell = new Interpreter(child, copy, shellId);
            subshell.tolerant = inherited;
            return subshell.finish(() -> subshell.runInPlace(node));
        };
    }

    /** What a command prints, without the newlines at its end. */
    String substitute(Node body) {
        return subshells.substitute(body);
    }

    /** Something that runs commands. */
    @FunctionalInterface
    interface Body {
        int run() throws IOException;
    }

    /** Runs what a shell process is for, ends it as {@code exit} and errors demand, and runs its exit trap. */
    int finish(Body body) throws IOException {
        int status = guarded(body);
        String trap = state.traps.remove("EXIT");
        if (trap != null && !trap.isEmpty()) {
            state.status = status;
            int before = status;
            status = guarded(() -> {
                runText(trap);
                return before;
            });
        }
        return status;
    }

    private int guarded(Body body) throws IOException {
        try {
            return body.run();
        } catch (ShellExit.Exit e) {
            return e.status;
        } catch (ShellExit.Return e) {
            return e.status;
        } catch (ShellExit.Jump e) {
            return state.status;
        } catch (ShellExit.Failure e) {
            complain(Objects.requireNonNull(e.getMessage()));
            return e.status;
        } catch (SyntaxError e) {
            state.line = e.line();
            complain(Objects.requireNonNull(e.getMessage()));
            return 2;
        } catch (CommandNotFoundException e) {
            throw new IllegalStateException("Reported where the command was looked for", e);
        }
    }

    /** Runs a script, command by command. */
    int runText(String script) throws IOException {
        ScriptParser parser = new ScriptParser(script);
        int status = 0;
        for (Node node = parser.next(); node != null; node = parser.next()) {
            status = run(node);
        }
        return status;
    }

    /** Runs a script that is all there is for this process to do. */
    int runWhole(String script) throws IOException {
        ScriptParser parser = new ScriptParser(script);
        Node node = parser.next();
        int status = 0;
        while (node != null) {
            Node following = null;
            SyntaxError broken = null;
            try {
                following = parser.next();
            } catch (SyntaxError e) {
                broken = e;
            }
            status = following == null && broken == null ? runInPlace(node) : run(node);
            if (broken != null) {
                throw broken;
            }
            node = following;
        }
        return status;
    }

    /** Runs the traps of signals that have come; an interrupt without one ends the line that a person typed. */
    void handleSignals() throws IOException {
        for (Signal signal = process.nextPending(); signal != null; signal = process.nextPending()) {
            String trap = state.traps.get(signal.name());
            if (trap != null) {
                int before = state.status;
                runText(trap);
                state.status = before;
            } else if (signal == Signal.INT && state.interactive) {
                throw new ShellExit.Interrupt();
            }
        }
    }

    /** Says on stderr what is wrong, and where. */
    void complain(String message) throws IOException {
        String where = state.bash ? ": line " + state.line + ": " : ": " + state.line + ": ";
        error((state.interactive ? "-bash: " : state.name + where) + message + "\n");
    }

    void error(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        OpenFile stderr;
        try {
            stderr = process.files().get(2);
        } catch (IOException e) {
            return;
        }
        stderr.write(bytes, 0, bytes.length);
    }
}
