package dev.litevps.host.guest;

import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell that is kept ready for the next command in one guest. It is made once a command has ended, when others are likely
 * to follow, and so finds what that command has left: a shell that starts reads its settings. One is enough for whoever sends
 * one command after the other; what comes at the same time goes its own way.
 */
final class PreparedShells {

    /** Who sends no command for so long is not about to; the few MiB that a shell takes are the guest's own. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(2);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(PreparedShells.class);

    private final GuestConnections connections;
    private final Executor threads;
    private @Nullable PreparedShell ready;
    private boolean opening;
    private boolean awaited;
    private boolean unavailable;
    private boolean closed;

    PreparedShells(GuestConnections connections, Executor threads) {
        this.connections = connections;
        this.threads = threads;
    }

    /** Makes sure that the shell that is ready, if there is one, is still there; whoever takes it at once need not ask. */
    void check(GuestAccess access) {
        PreparedShell shell;
        synchronized (this) {
            shell = ready;
        }
        if (shell == null) {
            return;
        }
        if (!isThere(shell, access)) {
            synchronized (this) {
                if (ready != shell) {
                    return;
                }
                ready = null;
            }
            shell.close();
        }
    }

    /** A shell that is there, to be closed by whoever takes it; null if there is none. One who comes waits for one that is on its way. */
    @Nullable
    PreparedShell take(GuestAccess access) {
        PreparedShell shell = takeOrAwait();
        if (shell == null) {
            return null;
        }
        boolean there = false;
        try {
            there = isThere(shell, access);
        } finally {
            if (!there) {
                shell.close();
            }
        }
        return there ? shell : null;
    }

    private synchronized @Nullable PreparedShell takeOrAwait() {
        if (ready == null && opening && !awaited) {
            awaited = true;
            long endNanos = System.nanoTime() + LONGEST_WAIT.toNanos();
            try {
                while (opening) {
                    long leftMs = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
                    if (leftMs <= 0) {
                        return null;
                    }
                    wait(leftMs);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                awaited = false;
            }
        }
        PreparedShell shell = ready;
        ready = null;
        return shell;
    }

    private static boolean isThere(PreparedShell shell, GuestAccess access) {
        try {
            return shell.serves(access) && shell.answers();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HostException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new HostException(Reason.CANCELLED, "Interrupted while waiting for a shell in the guest", e);
    }

    /** Has another one made, on another thread, unless there is one or the guest cannot. */
    void replenish(GuestAccess access) {
        synchronized (this) {
            if (closed || unavailable || opening || ready != null) {
                return;
            }
            opening = true;
        }
        threads.execute(() -> open(access));
    }

    private void open(GuestAccess access) {
        PreparedShell shell = null;
        boolean possible = true;
        try {
            shell = PreparedShell.open(access, connections.acquire(access));
            possible = shell != null;
        } catch (HostException | IOException e) {
            LOG.debug("No shell could be prepared in guest {}", access.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finish(shell, possible);
        }
    }

    private void finish(@Nullable PreparedShell shell, boolean possible) {
        boolean late;
        synchronized (this) {
            opening = false;
            unavailable |= !possible;
            late = closed;
            if (!late) {
                ready = shell;
            }
            notifyAll();
        }
        if (late) {
            if (shell != null) {
                shell.close();
            }
            connections.closeAll();
        }
    }

    /** Ends the shell that nobody has taken for long. */
    void closeIdle() {
        PreparedShell idle;
        synchronized (this) {
            idle = ready;
            if (idle == null || idle.age().compareTo(LONGEST_IDLE) < 0) {
                return;
            }
            ready = null;
        }
        idle.close();
    }

    /** Keeps none any more. The connections are closed by whoever owns them. */
    synchronized void close() {
        closed = true;
        ready = null;
        notifyAll();
    }
}
