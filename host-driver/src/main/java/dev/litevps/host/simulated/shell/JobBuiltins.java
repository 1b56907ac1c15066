package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.Signal;
import dev.litevps.host.simulated.tool.Invocation;
import dev.litevps.host.simulated.tool.Tools;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The builtins for commands in the background. */
final class JobBuiltins {

    private static final int UNKNOWN = 127;
    private static final Duration LONG = Duration.ofDays(1);

    private JobBuiltins() {}

    /** Waits for one job, or for all. A trapped signal ends the wait. */
    static int await(Interpreter shell, List<String> arguments) throws IOException {
        List<GuestProcess> awaited = new ArrayList<>();
        int status = 0;
        for (String argument : arguments) {
            GuestProcess job = find(shell, argument);
            if (job == null) {
                status = UNKNOWN;
            } else {
                awaited.add(job);
            }
        }
        for (GuestProcess job : arguments.isEmpty() ? List.copyOf(shell.state().jobs) : awaited) {
            Integer ended = null;
            while (ended == null) {
                ended = shell.process().await(job, LONG);
                Signal signal = ended == null ? shell.process().nextPending() : null;
                if (signal != null) {
                    shell.process().signal(signal);
                    return signal.exitStatus();
                }
            }
            status = arguments.isEmpty() ? 0 : ended;
            shell.state().jobs.remove(job);
        }
        return status;
    }

    private static @Nullable GuestProcess find(Interpreter shell, String name) {
        List<GuestProcess> jobs = shell.state().jobs;
        if (name.startsWith("%")) {
            String number = name.substring(1);
            int index = number.matches("\\d{1,4}") ? Integer.parseInt(number) : jobs.size();
            return index >= 1 && index <= jobs.size() ? jobs.get(index - 1) : null;
        }
        return jobs.stream()
                .filter(job -> Integer.toString(job.id()).equals(name))
                .findFirst()
                .orElse(null);
    }

    static int jobs(Interpreter shell, List<String> arguments) throws IOException {
        List<GuestProcess> jobs = shell.state().jobs;
        for (int i = 0; i < jobs.size(); i++) {
            GuestProcess job = jobs.get(i);
            String state = job.isAlive() ? "Running" : "Done";
            ShellBuiltins.print(
                    shell, "[" + (i + 1) + "]  " + state + "    " + String.join(" ", job.arguments()) + "\n");
        }
        jobs.removeIf(job -> !job.isAlive());
        return 0;
    }

    static int foreground(Interpreter shell, List<String> arguments) throws IOException {
        List<GuestProcess> jobs = shell.state().jobs;
        GuestProcess job =
                arguments.isEmpty() ? (jobs.isEmpty() ? null : jobs.getLast()) : find(shell, arguments.getFirst());
        if (job == null) {
            shell.complain("fg: no such job");
            return 1;
        }
        return shell.process().await(job);
    }

    /** The program {@code kill}, but jobs can be named by their number. */
    static int kill(Interpreter shell, List<String> arguments) throws IOException {
        List<String> resolved = new ArrayList<>();
        resolved.add("kill");
        for (String argument : arguments) {
            GuestProcess job = argument.startsWith("%") ? find(shell, argument) : null;
            resolved.add(job == null ? argument : Integer.toString(job.id()));
        }
        return Invocation.run(shell.process(), resolved, Objects.requireNonNull(Tools.find("kill")));
    }

    static int runChild(Interpreter shell, List<String> command) throws IOException {
        GuestProcess process = shell.process();
        try {
            GuestProcess.Program program = process.system().programs().find(process, command);
            return process.await(process.system().processes().start(Launch.childOf(process, command), program));
        } catch (CommandNotFoundException e) {
            shell.complain(command.getFirst() + ": " + e.getMessage());
            return e.exitStatus();
        }
    }
}
