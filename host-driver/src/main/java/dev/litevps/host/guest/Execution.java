package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;

/** One command on one SSH channel of its own, from its start to its result, just as {@code ssh} would run it. */
final class Execution implements ChannelListener, AutoCloseable {

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
    private static final Duration GUARD = TimeGuard.GRACE.plusSeconds(10);
    /** How long output must rest before a background process that holds it open is no longer waited for. */
    private static final Duration QUIET = Duration.ofMillis(300);

    /** What a command left running may go on to print for ever; nobody waits for that. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

    private final ExecRequest request;
    private final CappedOutput stdout;
    private final CappedOutput stderr;
    private final AnnouncedCommand announced;
    private final ChannelExec channel;
    private final CompletableFuture<Long> exited = new CompletableFuture<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final long startNanos = System.nanoTime();

    /** @param budget for the output of commands that run at the same time */
    Execution(ClientSession session, ExecRequest request, OutputBudget budget) throws IOException {
        this.request = request;
        this.stdout = new CappedOutput(request.outputLimitBytes(), budget);
        this.stderr = new CappedOutput(request.outputLimitBytes(), budget);
        this.announced = new AnnouncedCommand(request.command(), stderr);
        this.channel = session.createExecChannel(announced.line());
        channel.setOut(stdout);
        channel.setErr(announced);
        channel.addChannelListener(this);
    }

    /** Sends the command. If this fails, the guest has not got it, and it may be sent again. */
    void start() throws IOException {
        channel.open().verify(OPEN_TIMEOUT);
        // Nothing to read: a command that asks for input gets end of file instead of a wait.
        channel.getInvertedIn().close();
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
        awaitOutput();
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
                stdout.isTruncated(),
                stderr.isTruncated());
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

    /** Output may follow the exit status; a process left in the background may hold it open for ever. */
    private void awaitOutput() {
        long exitNanos = System.nanoTime();
        long endNanos = exitNanos + LONGEST_DRAIN.toNanos();
        while (true) {
            long lastNanos = Math.max(exitNanos, Math.max(stdout.lastWriteNanos(), stderr.lastWriteNanos()));
            long waitNanos = Math.min(lastNanos + QUIET.toNanos(), endNanos) - System.nanoTime();
            if (waitNanos <= 0) {
                return;
            }
            try {
                drained.get(waitNanos, TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                // Look again: there may have been more output meanwhile.
            } catch (ExecutionException e) {
                throw new IllegalStateException("Never completed with an exception", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HostException(Reason.CANCELLED, "Interrupted while reading a command's output", e);
            }
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
            drained.complete(null);
        }
    }

    @Override
    public void channelClosed(Channel closed, Throwable reason) {
        channelStateChanged(closed, "closed");
        drained.complete(null);
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
