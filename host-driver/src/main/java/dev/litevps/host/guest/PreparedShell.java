package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.GuestAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.jspecify.annotations.Nullable;

/** A {@link Supervisor} that waits in a guest, on a channel of its own, for the one command that it will run. */
final class PreparedShell implements ChannelListener, AutoCloseable {

    /** How long a guest may take to start it: as long as to open any channel. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    /** How long a guest may take to answer, before the command goes another way. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    /** As long as that, an answer shows that the guest is there. */
    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(1);

    private final GuestAccess access;
    private final GuestConnections.Lease lease;
    private final ChannelExec channel;
    private final DivertedOutput stdout = new DivertedOutput();
    private final DivertedOutput stderr = new DivertedOutput();
    private final Semaphore answers = new Semaphore(0);
    private final long openedNanos = System.nanoTime();
    private long answeredNanos;

    private PreparedShell(GuestAccess access, GuestConnections.Lease lease) throws IOException {
        this.access = access;
        this.lease = lease;
        this.channel = lease.session().createExecChannel(Supervisor.line());
        channel.setOut(stdout);
        channel.setErr(stderr);
        channel.addChannelListener(this);
    }

    /** Starts one; null if the guest cannot. The lease is given back with the shell, or if there is none. */
    static @Nullable PreparedShell open(GuestAccess access, GuestConnections.Lease lease)
            throws IOException, InterruptedException {
        PreparedShell shell;
        try {
            shell = new PreparedShell(access, lease);
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
        boolean started = false;
        try {
            shell.channel.open().verify(START_TIMEOUT);
            started = shell.awaitAnswer(START_TIMEOUT);
        } finally {
            if (!started) {
                shell.close();
            }
        }
        return started ? shell : null;
    }

    /** Whether it leads to this guest. */
    boolean serves(GuestAccess guest) {
        return access.equals(guest);
    }

    /** Whether it is there, as far as anybody can tell: it has answered within the last second. */
    synchronized boolean answers() throws InterruptedException {
        if (System.nanoTime() - answeredNanos < ANSWER_HOLDS.toNanos()) {
            return channel.isOpen();
        }
        try {
            send(Supervisor.question());
        } catch (IOException gone) {
            return false;
        }
        return awaitAnswer(ANSWER_TIMEOUT);
    }

    private boolean awaitAnswer(Duration timeout) throws InterruptedException {
        boolean answered = answers.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS) && channel.isOpen();
        answeredNanos = System.nanoTime();
        return answered;
    }

    /** Has it run the command; null if it is gone. If this fails, nobody can tell whether the guest has got the command. */
    synchronized @Nullable Execution start(ExecRequest request) throws IOException {
        if (!channel.isOpen()) {
            return null;
        }
        CappedOutput out = new CappedOutput(request.outputLimitBytes());
        CappedOutput err = new CappedOutput(request.outputLimitBytes());
        Execution execution = new Execution(channel, request, out, err);
        stdout.divert(out);
        stderr.divert(err);
        send(Supervisor.order(request));
        return execution;
    }

    private void send(byte[] bytes) throws IOException {
        OutputStream input = channel.getInvertedIn();
        input.write(bytes);
        input.flush();
    }

    /** How long it has been waiting. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedNanos);
    }

    @Override
    public void channelClosed(Channel closed, Throwable reason) {
        answers.release();
    }

    @Override
    public void close() {
        channel.close(false);
        lease.close();
    }

    /** Counts the supervisor's answers, until it is told where to put what a command prints. */
    private final class DivertedOutput extends OutputStream {

        private @Nullable CappedOutput target;

        synchronized void divert(CappedOutput output) {
            target = output;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] data, int offset, int length) {
            if (target != null) {
                target.write(data, offset, length);
                return;
            }
            for (int i = offset; i < offset + length; i++) {
                if (data[i] == Supervisor.HERE) {
                    answers.release();
                }
            }
        }
    }
}
