package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.system.Devices;
import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.OpenFile;
import dev.litevps.host.simulated.system.Pipe;
import dev.litevps.host.simulated.system.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs commands of the shell language in one process. */
final class Interpreter {

    private static final int SUBSTITUTION_LIMIT_BYTES = 4 * 1024 * 1024;
    private static final int BUFFER_BYTES = 8192;

    private final GuestProcess process;
    private final ShellState state;
    private final int shellId;
    private final Expander expander;
    private final SimpleCommands simpleCommands;
    private final CompoundCommands compoundCommands;
    private int tolerant;

    Interpreter(GuestProcess process, ShellState state, int shellId) {
        this.process = process;
        this.state = state;
        this.shellId = shellId;
        this.expander = new Expander(this);
        this.simpleCommands = new SimpleCommands(this);
        this.compoundCommands = new CompoundCommands(this);
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
                    case Node.Pipeline pipeline -> pipeline(pipeline);
                    case Node.Sequence sequence -> sequence(sequence);
                    case Node.Background background -> background(background.body());
                    case Node.Subshell subshell ->
                        process.await(fork(subshell.body(), process.files().copy()));
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

    private int pipeline(Node.Pipeline pipeline) throws IOException {
        if (pipeline.commands().size() == 1) {
            return runTolerantly(pipeline.commands().getFirst()) == 0 ? 1 : 0;
        }
        List<GuestProcess> children = startPipeline(pipeline.commands());
        int status = 0;
        for (GuestProcess child : children) {
            int each = process.await(child);
            status = state.pipefail && each == 0 ? status : each;
        }
        return pipeline.negated() ? (status == 0 ? 1 : 0) : status;
    }

    private List<GuestProcess> startPipeline(List<Node> commands) throws IOException {
        List<GuestProcess> children = new ArrayList<>();
        OpenFile input = process.files().get(0).retain();
        try {
            for (int i = 0; i < commands.size(); i++) {
                Descriptors files = process.files().copy();
                files.set(0, input);
                input = Devices.nothing();
                if (i + 1 < commands.size()) {
                    Pipe pipe = new Pipe();
                    files.set(1, pipe.writeEnd());
                    input = pipe.readEnd();
                }
                children.add(fork(commands.get(i), files));
            }
        } finally {
            input.release();
        }
        return children;
    }

    /** Starts a subshell for a command. It takes over the descriptors. */
    GuestProcess fork(Node node, Descriptors files) throws IOException {
        return start(launch(files, false), node);
    }

    private Launch launch(Descriptors files, boolean newGroup) {
        return new Launch(process, process.arguments(), files, process.environment(), process.directory(), newGroup);
    }

    private GuestProcess start(Launch launch, Node node) throws IOException {
        ShellState copy = state.copy();
        return process.system().processes().start(launch, child -> {
            Interpreter shell = new Interpreter(child, copy, shellId);
            shell.tolerant = tolerant;
            return shell.finish(() -> shell.runInPlace(node));
        });
    }

    private int background(Node node) throws IOException {
        Descriptors files = process.files().copy();
        if (!state.interactive) {
            files.set(0, Devices.nothing());
        }
        GuestProcess child = start(launch(files, state.interactive), node);
        state.lastBackgroundId = child.id();
        state.jobs.removeIf(job -> !job.isAlive() && state.jobs.size() > 64);
        state.jobs.add(child);
        if (state.interactive) {
            error("[" + state.jobs.size() + "] " + child.id() + "\n");
        }
        return 0;
    }

    /** What a command prints, without the newlines at its end. */
    String substitute(Node body) {
        try {
            Pipe pipe = new Pipe();
            Descriptors files = process.files().copy();
            files.set(1, pipe.writeEnd());
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            OpenFile end = pipe.readEnd();
            try {
                GuestProcess child = fork(body, files);
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int count = end.read(buffer, 0, buffer.length);
                        count >= 0 && output.size() < SUBSTITUTION_LIMIT_BYTES;
                        count = end.read(buffer, 0, buffer.length)) {
                    output.write(buffer, 0, count);
                }
                end.release();
                end = Devices.nothing();
                state.substitutionStatus = process.await(child);
            } finally {
                end.release();
            }
            String text = output.toString(StandardCharsets.UTF_8).replace("\0", "");
            int length = text.length();
            while (length > 0 && text.charAt(length - 1) == '\n') {
                length--;
            }
            return text.substring(0, length);
        } catch (IOException e) {
            throw new ShellExit.Failure(2, "Cannot fork: " + Failures.text(e));
        }
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

    /** Runs the traps of signals that have come. */
    void handleSignals() throws IOException {
        for (Signal signal = process.nextPending(); signal != null; signal = process.nextPending()) {
            String trap = state.traps.get(signal.name());
            if (trap != null) {
                int before = state.status;
                runText(trap);
                state.status = before;
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
