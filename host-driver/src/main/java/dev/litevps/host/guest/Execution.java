package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command on one SSH channel of its own, from its start to its result, just as {@code ssh} would run it. */
final class Execution implements ChannelListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /** How long a guest may take to open a channel on a session that lives. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
    /** How long a command may run before a process is spent on watching its time; half its time if that is less. */
    private static final Duration UNGUARDED = Duration.ofSeconds(1);
    /** The exit status of coreutils' {@code timeout} when the time was up. */
    private static final int TIMED_OUT = 124;
    /** What a shell's exit status is after KILL and TERM, the signals that a guard sends. */
    private static final int KILLED = Signals.exitCode("KILL");

    private static final int TERMINATED = Signals.exitCode("TERM");
    /** How much later than the guest the client gives up: time for the answer to travel from a busy guest. */
    private static final Duration GUARD = TimeGuard.GRACE.plusSeconds(30);

    private final ExecRequest request;
    private final CappedOutput stdout;
    private final CappedOutput stderr;
    private final AnnouncedCommand announced;
    private final ChannelExec channel;
    private final CompletableFuture<Long> exited = new CompletableFuture<>();
    private final RestOfOutput rest;
    private final long startNanos = System.nanoTime();

    /** @param budget for the output of commands that run at the same time */
    Execution(ClientSession session, ExecRequest request, OutputBudget budget) throws IOException {
        this.request = request;
        this.stdout = new CappedOutput(request.outputLimitBytes(), budget);
        this.stderr = new CappedOutput(request.outputLimitBytes(), budget);
        this.announced = new AnnouncedCommand(request.command(), stderr);
        this.rest = new RestOfOutput(session, stdout, stderr);
        this.channel = session.createExecChannel(announced.line());
        channel.setOut(stdout);
        channel.setErr(announced);
        channel.addChannelListener(this);
    }

    /**
     * Sends the command. If this fails with {@link IOException}, the guest has not got it, and it may be sent again; not so if it
     * fails with {@link HostException}.
     */
    void start() throws IOException {
        try {
            channel.open().verify(OPEN_TIMEOUT);
        } catch (InterruptedIOException e) {
            channel.close(false);
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while a command was sent to the guest", e);
        } catch (IOException e) {
            // From now on it sends no command any more. If the guest has opened it before, it has been sent at once.
            channel.close(false);
            if (channel.getRecipient() < 0) {
                throw e;
            }
            throw new HostException(Reason.UNREACHABLE, "Nobody knows whether the guest has got a command", e);
        }
        try {
            // Nothing to read: a command that asks for input gets end of file instead of a wait.
            channel.getInvertedIn().close();
        } catch (IOException e) {
            LOG.debug("A connection broke when a command had been sent", e);
        }
    }

    /** When its time is up, by {@link System#nanoTime()}. */
    long deadlineNanos() {
        return startNanos + request.timeout().toNanos();
    }

    /** Waits for the command's end, and lets this guard see to it that it comes in time. */
    ExecResult result(TimeGuard guard) {
        long endNanos = awaitExit(guard);
        boolean late = endNanos - deadlineNanos() >= 0;
        boolean killed = late && announced.leader().isDone() && timeWasUp(guard);
        boolean whole = rest.await();
        if (!whole && request.ofPlatform()) {
            // Half an answer is none, and what the platform asks for can be asked again.
            throw new HostException(Reason.UNREACHABLE, "The guest did not send all of its answer");
        }
        announced.end();
        int code = exitCode();
        // A guard may have been lost between the kill and its word.
        boolean timedOut = killed || (late && (code == KILLED || code == TERMINATED));
        return new ExecResult(
                stdout.text(),
                stderr.text(),
                timedOut ? TIMED_OUT : code,
                TimeUnit.NANOSECONDS.toMillis(endNanos - startNanos),
                timedOut,
                !whole || stdout.isTruncated(),
                !whole || stderr.isTruncated());
    }

    private long awaitExit(TimeGuard guard) {
        Duration limit = request.timeout().plus(GUARD);
        long unguardedNanos = Math.min(UNGUARDED.toNanos(), request.timeout().toNanos() / 2);
        boolean ended = false;
        try {
            long endNanos;
            try {
                endNanos = exited.get(unguardedNanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                guard.watch(announced.leader());
                endNanos = exited.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
            ended = true;
            return endNanos;
        } catch (TimeoutException e) {
            throw new HostException(
                    Reason.TIMED_OUT, "The guest did not report the end of a command within " + limit, e);
        } catch (ExecutionException e) {
            throw new HostException(Reason.UNREACHABLE, "The connection to the guest broke during a command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while a command ran in the guest", e);
        } finally {
            if (ended) {
                guard.end();
            } else {
                guard.leave();
            }
        }
    }

    private static boolean timeWasUp(TimeGuard guard) {
        try {
            return guard.timeWasUp(GUARD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while a command was killed in the guest", e);
        }
    }

    private int exitCode() {
        Integer status = channel.getExitStatus();
        if (status != null) {
            return status;
        }
        String signal = channel.getExitSignal();
        if (signal == null) {
            throw new HostException(Reason.UNREACHABLE, "The guest ended a command without saying how");
        }
        return Signals.exitCode(signal);
    }

    @Override
    public void channelStateChanged(Channel changed, String hint) {
        if (channel.getExitStatus() != null || channel.getExitSignal() != null) {
            exited.complete(System.nanoTime());
        }
        if (channel.isEofSignalled()) {
            rest.end();
        }
    }

    @Override
    public void channelClosed(Channel closed, Throwable reason) {
        channelStateChanged(closed, "closed");
        rest.broke();
        announced.end();
        exited.completeExceptionally(
                reason != null ? reason : new IOException("The channel was closed without an exit status"));
    }

    @Override
    public void close() {
        channel.close(false);
        stdout.release();
        stderr.release();
    }
}
