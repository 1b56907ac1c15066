package dev.litevps.host.guest;

import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one command within its time, by a process in the guest that kills the command's session: {@code time-guard.sh} says how.
 *
 * <p>Closing an SSH channel leaves the command running, so the guest itself must watch the clock, also when the platform is gone.
 * But what ends at once needs nobody who watches it, and a guest takes longer to start who watches than to run such a command.
 * So a guard is begun only for a command that has been running for a while, on a channel of its own. One that is lost is replaced.
 */
final class TimeGuard {

    /** How long a command may clean up between TERM and KILL, at least, and a second longer at most; the script knows it too. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(TimeGuard.class);

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ANSWER_LIMIT_BYTES = 100;

    /** What the script says before it kills anything. */
    private static final String TIME_IS_UP = "up\n";

    /** What it is told when there is nothing left to watch. */
    private static final byte[] ENDED = "ended\n".getBytes(StandardCharsets.US_ASCII);

    private static final String SCRIPT = script();

    private final GuestConnections connections;
    private final GuestAccess access;
    private final long endNanos;
    private final CompletableFuture<Boolean> timeWasUp = new CompletableFuture<>();
    private @Nullable ChannelExec channel;
    private boolean begun;
    private boolean watching = true;
    private boolean ended;

    /** @param endNanos by {@link System#nanoTime()}, when the time is up */
    TimeGuard(GuestConnections connections, GuestAccess access, long endNanos) {
        this.connections = connections;
        this.access = access;
        this.endNanos = endNanos;
    }

    /** Begins to watch the session of this process, once it is known which that is. */
    synchronized void watch(CompletableFuture<OptionalLong> leader) {
        begun = true;
        Thread.ofVirtual().name("time-guard-" + access.id()).start(() -> {
            boolean up = false;
            try {
                OptionalLong known = leader.join();
                while (!up && known.isPresent() && isWanted()) {
                    up = watchOnce(known.getAsLong());
                    if (!up && isWanted()) {
                        Thread.sleep(PAUSE);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                timeWasUp.complete(up);
            }
        });
    }

    private synchronized boolean isWanted() {
        return watching;
    }

    /** Whether the time was up. If not, the command has ended, or the guard was lost. */
    private boolean watchOnce(long leader) {
        CappedOutput answer = new CappedOutput(ANSWER_LIMIT_BYTES, OutputBudget.endless());
        try (GuestConnections.Lease lease = connections.acquireForPlatform(access, OPEN_TIMEOUT)) {
            double seconds = Math.max(0, endNanos - System.nanoTime()) / 1e9;
            String line = String.format(Locale.ROOT, "set -- %d %.3f\n%s", leader, seconds, SCRIPT);
            try {
                watchOver(lease.session().createExecChannel(line), answer);
            } catch (SshChannelOpenException e) {
                lease.lowerLimit();
                LOG.debug("Guest {} gives no channel to a guard", access.id(), e);
            } catch (IOException e) {
                lease.discard();
                LOG.debug("Guest {} takes no guard", access.id(), e);
            }
        } catch (HostException e) {
            LOG.debug("Guest {} takes no guard", access.id(), e);
        }
        return answer.text().equals(TIME_IS_UP);
    }

    private void watchOver(ChannelExec opened, CappedOutput answer) throws IOException {
        opened.setOut(answer);
        opened.setErr(OutputStream.nullOutputStream());
        try {
            opened.open().verify(OPEN_TIMEOUT);
            begin(opened);
            opened.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
        } finally {
            opened.close(false);
        }
    }

    private synchronized void begin(ChannelExec opened) {
        channel = opened;
        if (ended) {
            dismiss(opened);
        } else if (!watching) {
            opened.close(false);
        }
    }

    /** The command has ended: there is nothing to watch any more. */
    synchronized void end() {
        watching = false;
        ended = true;
        if (channel != null) {
            dismiss(channel);
        }
    }

    /** Nobody waits for the command any more, which may run on; a guard that is in the guest stays at its post. */
    synchronized void leave() {
        watching = false;
        if (channel != null) {
            channel.close(false);
        }
    }

    private static void dismiss(ChannelExec channel) {
        try {
            OutputStream input = channel.getInvertedIn();
            input.write(ENDED);
            input.close();
        } catch (IOException e) {
            LOG.debug("A guard was gone before its command had ended", e);
        }
    }

    /** After the command's end: whether the guard killed it because its time was up; this waits until all of it is killed. */
    boolean timeWasUp(Duration patience) throws InterruptedException {
        synchronized (this) {
            if (!begun) {
                return false;
            }
        }
        try {
            return timeWasUp.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Never completed with an exception", e);
        }
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(TimeGuard.class.getResourceAsStream("time-guard.sh"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
