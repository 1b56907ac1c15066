package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.BrokenPipeException;
import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.GuestSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One call of a program: its arguments and its streams. */
public final class Invocation {

    private final GuestProcess process;
    private final String name;
    private final List<String> arguments;
    private final Output out;

    private Invocation(GuestProcess process, List<String> command) {
        this.process = process;
        this.name = command.getFirst().substring(command.getFirst().lastIndexOf('/') + 1);
        this.arguments = List.copyOf(command.subList(1, command.size()));
        this.out = new Output(process, 1);
    }

    /** The same call with other arguments. */
    Invocation with(List<String> otherArguments) {
        List<String> command = new ArrayList<>(otherArguments);
        command.addFirst(name);
        return new Invocation(process, command);
    }

    /** Runs a tool on the process's own thread and gives its exit status. */
    public static int run(GuestProcess process, List<String> command, Tool tool) throws IOException {
        Invocation call = new Invocation(process, command);
        try {
            int status = tool.run(call);
            call.out.flush();
            return status;
        } catch (BrokenPipeException e) {
            throw e;
        } catch (UsageException e) {
            call.complain(Objects.requireNonNull(e.getMessage()));
            return e.status();
        } catch (CommandNotFoundException e) {
            call.complain(String.valueOf(e.getMessage()));
            return e.exitStatus();
        } catch (IOException e) {
            call.complain(Failures.text(e));
            return 1;
        }
    }

    GuestProcess process() {
        return process;
    }

    GuestSystem system() {
        return process.system();
    }

    /** The name it was called by. */
    String name() {
        return name;
    }

    /** The arguments without the name. */
    List<String> arguments() {
        return arguments;
    }

    Output out() {
        return out;
    }

    Path path(String argument) {
        return process.path(argument);
    }

    /** Standard input. */
    Input in() throws IOException {
        return new Input(process, process.files().get(0).retain());
    }

    /** A file to read; {@code -} is standard input. */
    Input open(String file) throws IOException {
        if (file.equals("-") || file.equals("/dev/stdin")) {
            return in();
        }
        return new Input(process, system().disk().open(path(file)));
    }

    /** Writes {@code name: message} to stderr, after what has been written to stdout. */
    void complain(String message) throws IOException {
        error(name + ": " + message + "\n");
    }

    /** Writes to stderr, after what has been written to stdout. */
    void error(String text) throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            // What is wrong with stdout has been or will be said by itself.
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        process.files().get(2).write(bytes, 0, bytes.length);
    }

    /** Something done to one operand. */
    @FunctionalInterface
    interface Action {
        void run(String operand) throws IOException;
    }

    /** Does something to each operand, goes on after a failure, and gives the exit status. */
    int forEach(List<String> operands, String describe, Action action) throws IOException {
        int status = 0;
        for (String operand : operands) {
            process.checkpoint();
            try {
                action.run(operand);
            } catch (BrokenPipeException | WriteFailedException e) {
                throw e;
            } catch (IOException e) {
                complain(String.format(describe, operand) + ": " + Failures.text(e));
                status = 1;
            }
        }
        return status;
    }

    /** The text with one character for each of its bytes in UTF-8, as the lines of an input are. */
    static String raw(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new UsageException("invalid number: '" + text + "'");
        }
    }
}
