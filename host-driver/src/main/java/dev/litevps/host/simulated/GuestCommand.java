package dev.litevps.host.simulated;

import dev.litevps.host.simulated.system.BrokenPipeException;
import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.GuestSystem;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.OpenFile;
import dev.litevps.host.simulated.system.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * One SSH channel in front of a guest's shell. As with a real server, closing the channel does not end the command,
 * unless it has a terminal: then the session hangs up.
 */
final class GuestCommand implements Command {

    private static final int BUFFER_BYTES = 4096;
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final GuestSystem system;
    private final @Nullable String command;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback callback;
    private volatile @Nullable Terminal terminal;

    /** @param command null for an interactive shell */
    GuestCommand(GuestSystem system, @Nullable String command) {
        this.system = system;
        this.command = command;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback exitCallback) {
        callback = exitCallback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        InputStream input = Objects.requireNonNull(in);
        OpenFile stdout = new Sink(Objects.requireNonNull(out));
        OpenFile stderr = new Sink(Objects.requireNonNull(err));
        OpenFile stdin = new Keyboard(input);
        boolean hasTerminal = environment.getEnv().containsKey(Environment.ENV_TERM);
        Terminal attached = hasTerminal ? new Terminal(stdout) : null;
        if (attached != null) {
            stdin = attached.input();
            stdout = attached.output();
            stderr = attached.output();
        }
        Map<String, String> variables = new HashMap<>(environment.getEnv());
        variables.putAll(
                Map.of("HOME", "/root", "USER", "root", "LOGNAME", "root", "SHELL", "/bin/bash", "PATH", PATH));
        String wanted = command;
        List<String> shell = wanted == null ? List.of("-bash") : List.of("bash", "-c", wanted);
        Launch launch = new Launch(
                null,
                shell,
                Descriptors.of(stdin, stdout, stderr),
                variables,
                system.disk().path("/root"),
                true);
        List<String> program = wanted == null ? List.of("bash", "-i") : shell;
        GuestProcess process = system.processes().start(launch, self -> self.become(program));
        ExitCallback exit = Objects.requireNonNull(callback);
        boolean ignored =
                process.exit().thenAccept(status -> exit.onExit(status)).isDone();
        if (attached != null) {
            attached.control(process);
            terminal = attached;
            Thread.ofVirtual().name("guest " + system.hostname() + " terminal").start(() -> pump(input, attached));
        }
    }

    /** Carries keys from the channel to the terminal. */
    private static void pump(InputStream input, Terminal terminal) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                terminal.type(buffer, count);
            }
        } catch (IOException e) {
            // The channel is closed: its end hangs up.
        }
        terminal.end();
    }

    @Override
    public void destroy(ChannelSession channel) {
        Terminal attached = terminal;
        if (attached != null) {
            attached.hangUp();
        }
    }

    private static final class Keyboard extends OpenFile {
        private final InputStream stream;

        private Keyboard(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            while (true) {
                try {
                    return stream.read(buffer, offset, length);
                } catch (InterruptedIOException e) {
                    GuestProcess.wokenUp();
                } catch (IOException e) {
                    return -1;
                }
            }
        }
    }

    private static final class Sink extends OpenFile {
        private final OutputStream stream;
        /** A terminal and its programs write to one stream, and that gives up a write which is interrupted behind another. */
        private final ReentrantLock writing = new ReentrantLock();

        private Sink(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            awaitTurn();
            try {
                stream.write(buffer, offset, length);
                stream.flush();
            } catch (InterruptedIOException e) {
                GuestProcess.wokenUp();
                throw e;
            } catch (IOException e) {
                throw new BrokenPipeException();
            } finally {
                writing.unlock();
            }
        }

        /** A signal that has a handler leaves it waiting. */
        private void awaitTurn() throws InterruptedIOException {
            while (true) {
                try {
                    writing.lockInterruptibly();
                    return;
                } catch (InterruptedException e) {
                    GuestProcess.wokenUp();
                }
            }
        }
    }
}
