package dev.litevps.host.guest;

import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * The kept SSH sessions to one guest.
 *
 * <p>One session serves until it is full: OpenSSH gives a connection 10 channels (its {@code MaxSessions}). More
 * commands at a time open further sessions, up to a limit, beyond which they wait; those extra sessions are closed as
 * soon as they are idle. Those that watch commands have places of their own.
 */
final class GuestConnections {

    /** Less than the 10 of OpenSSH's default, because a closed channel counts there a little longer than here. */
    private static final int CHANNELS_PER_SESSION = 8;

    private static final int SESSIONS = 8;
    private static final int CHANNELS = SESSIONS * CHANNELS_PER_SESSION;
    /** Every command may have a guard, and the platform asks for jobs: who waits for such a place never waits for a command. */
    private static final int SESSIONS_WITH_GUARDS = 2 * SESSIONS;

    private final SshConnector connector;
    private final List<Connection> connections = new ArrayList<>();
    /** All channels that are not those of guards. */
    private int commands;

    private boolean closed;
    private boolean opening;
    private long openings;
    private long failedOpening;
    private @Nullable HostException lastFailure;

    GuestConnections(SshConnector connector) {
        this.connector = connector;
    }

    /**
     * A session with room for one more channel. It must be {@linkplain Lease#close() given back}. {@link HostException} if there
     * are as many commands as there may be for all of this time.
     */
    Lease acquire(GuestAccess access, Duration patience) {
        return acquire(access, false, patience);
    }

    /** As {@link #acquire}, for what the platform does by itself: also when there are as many commands as there may be. */
    Lease acquireForPlatform(GuestAccess access, Duration patience) {
        return acquire(access, true, patience);
    }

    private Lease acquire(GuestAccess access, boolean guard, Duration patience) {
        Lease free = takeOrReserve(access, guard, System.nanoTime() + patience.toNanos());
        if (free != null) {
            return free;
        }
        try {
            Connection opened = new Connection(access, connector.connect(access));
            finishOpening(opened, null, guard);
            return new Lease(opened, true, guard);
        } catch (HostException e) {
            finishOpening(null, e, guard);
            throw e;
        } catch (RuntimeException | Error e) {
            finishOpening(null, new HostException(Reason.UNREACHABLE, "No SSH session could be opened", e), guard);
            throw e;
        }
    }

    /** A lease of an open session, or null if this thread now has the right to open one. */
    private synchronized @Nullable Lease takeOrReserve(GuestAccess access, boolean guard, long endNanos) {
        while (true) {
            requireOpen(access);
            closeUnusable(access);
            if (guard || commands < CHANNELS) {
                for (Connection connection : connections) {
                    if (connection.channels < connection.limit) {
                        take(connection, guard);
                        return new Lease(connection, false, guard);
                    }
                }
                if (!opening && connections.size() < (guard ? SESSIONS_WITH_GUARDS : SESSIONS)) {
                    opening = true;
                    openings++;
                    return null;
                }
            }
            long awaited = openings;
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (leftMillis <= 0) {
                throw new HostException(
                        Reason.TIMED_OUT, "Guest " + access.id() + " has as many commands under way as it may have");
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HostException(Reason.CANCELLED, "Interrupted while waiting for a free SSH channel", e);
            }
            // Who waited for an attempt that failed need not make the same one: a dead guest is dead for all at once.
            HostException failure = lastFailure;
            if (failure != null && failedOpening == awaited && connections.isEmpty()) {
                throw new HostException(failure.reason(), String.valueOf(failure.getMessage()), failure);
            }
        }
    }

    private void take(Connection connection, boolean guard) {
        connection.channels++;
        commands += guard ? 0 : 1;
    }

    private synchronized void finishOpening(
            @Nullable Connection opened, @Nullable HostException failure, boolean guard) {
        opening = false;
        lastFailure = failure;
        failedOpening = failure == null ? 0 : openings;
        if (opened != null) {
            take(opened, guard);
            if (closed) {
                opened.session.close(true);
            } else {
                connections.add(opened);
            }
        }
        notifyAll();
    }

    private void requireOpen(GuestAccess access) {
        if (closed) {
            throw new HostException(Reason.CANCELLED, "Guest " + access.id() + " was given up");
        }
    }

    private void closeUnusable(GuestAccess access) {
        for (Iterator<Connection> all = connections.iterator(); all.hasNext(); ) {
            Connection connection = all.next();
            if (!connection.session.isOpen() || !connection.access.equals(access)) {
                connection.session.close(true);
                all.remove();
            }
        }
    }

    /** For ever: who comes later is refused. */
    synchronized void closeAll() {
        closed = true;
        connections.forEach(connection -> connection.session.close(true));
        connections.clear();
        notifyAll();
    }

    private static final class Connection {
        private final GuestAccess access;
        private final ClientSession session;
        private int channels;
        private int limit = CHANNELS_PER_SESSION;

        private Connection(GuestAccess access, ClientSession session) {
            this.access = access;
            this.session = session;
        }
    }

    /** The right to one channel of a session. */
    final class Lease implements AutoCloseable {
        private final Connection connection;
        private final boolean fresh;
        private final boolean guard;

        private Lease(Connection connection, boolean fresh, boolean guard) {
            this.connection = connection;
            this.fresh = fresh;
            this.guard = guard;
        }

        ClientSession session() {
            return connection.session;
        }

        /** Whether the session was opened for this lease: then a failure is not that of a stale session. */
        boolean isFresh() {
            return fresh;
        }

        /** The guest gives this session no more channels than it has. False if this lease's would be its only one. */
        boolean lowerLimit() {
            synchronized (GuestConnections.this) {
                connection.limit = Math.max(1, Math.min(connection.limit, connection.channels - 1));
                return connection.channels > 1;
            }
        }

        /** The session is of no use: nobody else shall get it. Commands that still run over it are not cut off. */
        void discard() {
            boolean alone;
            synchronized (GuestConnections.this) {
                connections.remove(connection);
                alone = connection.channels == 1;
            }
            if (alone) {
                connection.session.close(true);
            }
        }

        @Override
        public void close() {
            synchronized (GuestConnections.this) {
                connection.channels--;
                commands -= guard ? 0 : 1;
                boolean kept = connections.size() == 1 && connections.contains(connection);
                if (connection.channels == 0 && !kept) {
                    connections.remove(connection);
                    connection.session.close(false);
                }
                GuestConnections.this.notifyAll();
            }
        }
    }
}
