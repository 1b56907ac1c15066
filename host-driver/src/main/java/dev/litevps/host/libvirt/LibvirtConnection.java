package dev.litevps.host.libvirt;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirErrorCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to libvirt, and the only threads that make native calls. libvirt keeps the error of a failed call
 * per thread and a second call reads it, so a call and its error must stay on one platform thread: callers, which may
 * be virtual threads, wait for a future.
 *
 * <p>When the daemon goes away the connection stays dead even after it comes back. A call that finds it so opens a new
 * one and runs again: whatever is asked here can be repeated.
 */
final class LibvirtConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnection.class);

    /** Calls that run at the same time. libvirtd itself serves at most 20 workers, and 5 requests of one client. */
    private static final int THREADS = 5;

    /** libvirt prints errors unless told where else to put them. Held here because native code must not outlive it. */
    private static final VirErrorCallback SILENT = (userData, error) -> {};

    /** What is done with the connection, in one go on one thread. */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T run(Connect connect) throws LibvirtException;
    }

    private final String uri;
    private final Duration callTimeout;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("libvirt-", 0).daemon().factory());

    private final Object lock = new Object();
    private @Nullable Lease current;
    private boolean closed;

    /** A connection and how many calls use it now: closing it under a running call would crash the process. */
    private static final class Lease {
        private final Connect connect;
        private int users;
        private boolean dead;

        private Lease(Connect connect) {
            this.connect = connect;
        }
    }

    LibvirtConnection(String uri, Duration callTimeout) {
        this.uri = uri;
        this.callTimeout = callTimeout;
    }

    /**
     * Runs a call and waits for its end.
     *
     * @param what the purpose, as an infinitive for messages: "start machine …"
     */
    <T extends @Nullable Object> T call(String what, Call<T> call) {
        Future<T> result;
        try {
            result = threads.submit(() -> callHere(what, call));
        } catch (RejectedExecutionException afterClose) {
            throw new HostException(Reason.CANCELLED, "the connection to libvirt is closed", afterClose);
        }
        try {
            return result.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            // If it has not begun, nobody wants it any more.
            result.cancel(false);
            throw new HostException(
                    Reason.TIMED_OUT, "libvirt took more than " + callTimeout.toSeconds() + " s to " + what, late);
        } catch (InterruptedException interrupted) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "interrupted while waiting for libvirt to " + what, interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof HostException reason) {
                // A copy, so that the trace shows the caller's thread too.
                throw new HostException(reason.reason(), String.valueOf(reason.getMessage()), reason);
            }
            throw new IllegalStateException("could not " + what, failed.getCause());
        }
    }

    private <T extends @Nullable Object> T callHere(String what, Call<T> call) {
        for (boolean again = false; ; again = true) {
            Lease lease = lease(what);
            try {
                return call.run(lease.connect);
            } catch (LibvirtException failed) {
                if (again || isAlive(lease.connect)) {
                    throw LibvirtErrors.translate(what, failed);
                }
                discard(lease, failed);
            } finally {
                release(lease);
            }
        }
    }

    private Lease lease(String what) {
        synchronized (lock) {
            if (closed) {
                throw new HostException(Reason.CANCELLED, "the connection to libvirt is closed");
            }
            Lease lease = current;
            if (lease == null) {
                lease = new Lease(open(what));
                current = lease;
            }
            lease.users++;
            return lease;
        }
    }

    private void discard(Lease lease, LibvirtException reason) {
        synchronized (lock) {
            lease.dead = true;
            if (current == lease) {
                current = null;
                LOG.warn("Lost the connection to libvirt at {}: {}", uri, reason.getMessage());
            }
        }
    }

    private void release(Lease lease) {
        synchronized (lock) {
            lease.users--;
            if (lease.dead && lease.users == 0) {
                closeQuietly(lease.connect);
            }
        }
    }

    private Connect open(String what) {
        try {
            Connect.setErrorCallback(SILENT);
            Connect opened = new Connect(uri);
            LOG.info("Connected to libvirt {} at {}", version(opened.getLibVersion()), uri);
            return opened;
        } catch (LibvirtException failed) {
            HostException refused = LibvirtErrors.translate(what, failed);
            throw refused.reason() == Reason.REFUSED
                    ? new HostException(
                            Reason.UNREACHABLE,
                            "cannot " + what + ": libvirt at " + uri + " does not let us in: " + failed.getMessage(),
                            failed)
                    : refused;
        } catch (LinkageError notInstalled) {
            throw new HostException(
                    Reason.REFUSED,
                    "cannot " + what + ": libvirt's library is not installed here; run host-setup",
                    notInstalled);
        }
    }

    private static boolean isAlive(Connect connect) {
        try {
            return connect.isAlive();
        } catch (LibvirtException dead) {
            return false;
        }
    }

    private static void closeQuietly(Connect connect) {
        try {
            connect.close();
        } catch (LibvirtException alreadyGone) {
            LOG.debug("libvirt connection did not close cleanly: {}", alreadyGone.getMessage());
        }
    }

    /** libvirt's one-number version, written as people do. */
    private static String version(long number) {
        return number / 1_000_000 + "." + number / 1_000 % 1_000 + "." + number % 1_000;
    }

    /** Ends the calls that run, then lets go of the connection. Machines run on. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("A call to libvirt has not ended within 10 s of closing; its thread is left behind");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (lock) {
            if (current != null) {
                closeQuietly(current.connect);
                current = null;
            }
        }
    }
}
