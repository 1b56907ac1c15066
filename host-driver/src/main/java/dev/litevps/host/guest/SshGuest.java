package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.Guest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestFiles;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;

/**
 * {@link Guest} over SSH, with Apache MINA SSHD as client.
 *
 * <p>A session to each guest is kept, so that a command costs one channel and no handshake. A session that died is
 * replaced, and the command sent again, only while it is certain that the guest has not got it: no command runs twice.
 * What a command started in the background outlives it, unless its time ran out; its output is not waited for.
 */
public final class SshGuest implements Guest, GuestFiles {

    /** Attempts to get a command to a guest: a stale session, then full ones, then a fresh one. */
    private static final int ATTEMPTS = 4;

    /** How long a file waits while as many commands and files are under way as there may be. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SshConnector connector;
    private final OutputBudget budget = OutputBudget.ofThisMachine();
    private final OutputBudget ofPlatform = OutputBudget.endless();
    private final ConcurrentMap<MachineId, GuestConnections> guests = new ConcurrentHashMap<>();

    /** @param keys gives the key with which to log in */
    public SshGuest(GuestKeys keys) {
        this.connector = new SshConnector(keys.platformKeyPair());
    }

    @Override
    public void awaitReachable(GuestAccess access, Duration timeout, BooleanSupplier cancelled) {
        new BannerProbe(access.ssh(), timeout, cancelled).await();
    }

    @Override
    public ExecResult exec(GuestAccess access, ExecRequest request) {
        for (int attempt = 1; ; attempt++) {
            GuestConnections connections = guests.computeIfAbsent(access.id(), id -> new GuestConnections(connector));
            try (GuestConnections.Lease lease = acquire(connections, access, request)) {
                Execution execution;
                try {
                    execution = start(lease, request);
                } catch (SshChannelOpenException e) {
                    if (attempt == ATTEMPTS || !lease.lowerLimit()) {
                        throw unreachable(access, e);
                    }
                    continue;
                } catch (IOException e) {
                    lease.discard();
                    if (attempt == ATTEMPTS || lease.isFresh()) {
                        throw unreachable(access, e);
                    }
                    continue;
                }
                try (execution) {
                    return execution.result(new TimeGuard(connections, access, execution.deadlineNanos()));
                }
            }
        }
    }

    private static GuestConnections.Lease acquire(
            GuestConnections connections, GuestAccess access, ExecRequest request) {
        return request.ofPlatform()
                ? connections.acquireForPlatform(access, request.timeout())
                : connections.acquire(access, request.timeout());
    }

    private Execution start(GuestConnections.Lease lease, ExecRequest request) throws IOException {
        Execution execution = new Execution(lease.session(), request, request.ofPlatform() ? ofPlatform : budget);
        try {
            execution.start();
            return execution;
        } catch (IOException | HostException e) {
            execution.close();
            throw e;
        }
    }

    @Override
    public Download open(GuestAccess access, String path) {
        SftpSession session = sftp(access);
        try {
            return SftpDownload.open(session, path);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Upload create(GuestAccess access, String path, @Nullable Integer mode) {
        SftpSession session = sftp(access);
        try {
            return SftpUpload.begin(session, path, mode);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private SftpSession sftp(GuestAccess access) {
        for (int attempt = 1; ; attempt++) {
            GuestConnections connections = guests.computeIfAbsent(access.id(), id -> new GuestConnections(connector));
            GuestConnections.Lease lease = connections.acquire(access, PATIENCE);
            try {
                return new SftpSession(lease, new PrivateSftpClient(lease.session()));
            } catch (IOException e) {
                boolean full = e instanceof SshChannelOpenException && lease.lowerLimit();
                boolean last = attempt == ATTEMPTS || (lease.isFresh() && !full);
                if (!full) {
                    lease.discard();
                }
                lease.close();
                if (last) {
                    throw unreachable(access, e);
                }
            }
        }
    }

    private static HostException unreachable(GuestAccess access, IOException cause) {
        String where = access.id() + " at " + access.ssh();
        if (cause instanceof InterruptedIOException) {
            Thread.currentThread().interrupt();
            return new HostException(Reason.CANCELLED, "Interrupted while sending a command to guest " + where, cause);
        }
        return new HostException(Reason.UNREACHABLE, "Guest " + where + " takes no command", cause);
    }

    @Override
    public void forget(MachineId id) {
        GuestConnections connections = guests.remove(id);
        if (connections != null) {
            connections.closeAll();
        }
    }

    @Override
    public void close() {
        guests.keySet().forEach(this::forget);
        connector.close();
    }
}
