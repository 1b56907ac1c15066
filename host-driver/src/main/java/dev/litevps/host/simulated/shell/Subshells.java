package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.system.Devices;
import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.OpenFile;
import dev.litevps.host.simulated.system.Pipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What runs in processes of its own: pipelines, subshells, background commands and command substitutions. */
final class Subshells {

    private static final int SUBSTITUTION_LIMIT_BYTES = 1024 * 1024;
    private static final int BUFFER_BYTES = 8192;
    private static final int ENDED_JOBS_KEPT = 64;

    private final Interpreter shell;
    private final GuestProcess process;
    private final ShellState state;

    Subshells(Interpreter shell) {
        this.shell = shell;
        this.process = shell.process();
        this.state = shell.state();
    }

    int pipeline(Node.Pipeline pipeline) throws IOException {
        if (pipeline.commands().size() == 1) {
            return shell.runTolerantly(pipeline.commands().getFirst()) == 0 ? 1 : 0;
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
    GuestProcess fork(Node node, Descriptors files) {
        return start(launch(files, false), node);
    }

    private Launch launch(Descriptors files, boolean newGroup) {
        return new Launch(process, process.arguments(), files, process.environment(), process.directory(), newGroup);
    }

    private GuestProcess start(Launch launch, Node node) {
        try {
            return process.system().processes().start(launch, shell.inSubshell(node));
        } catch (IOException e) {
            throw new ShellExit.Failure(2, "Cannot fork: " + Failures.text(e));
        }
    }

    int background(Node node) throws IOException {
        Descriptors files = process.files().copy();
        if (!state.interactive) {
            files.set(0, Devices.nothing());
        }
        GuestProcess child = start(launch(files, state.interactive), node);
        state.lastBackgroundId = child.id();
        state.jobs.removeIf(job -> !job.isAlive() && state.jobs.size() > ENDED_JOBS_KEPT);
        state.jobs.add(child);
        if (state.interactive) {
            shell.error("[" + state.jobs.size() + "] " + child.id() + "\n");
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
}
