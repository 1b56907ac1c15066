package dev.litevps.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What is done inside a machine: over SSH, as root, with the platform's key and the guest's pinned host key. All
 * operations block, are safe to call from virtual threads, and throw {@link HostException}.
 */
public interface Guest extends AutoCloseable {

    /**
     * Returns once the guest's SSH server has greeted.
     *
     * @param timeout {@link HostException.Reason#TIMED_OUT} after this
     * @param cancelled asked between attempts; {@link HostException.Reason#CANCELLED} once it says true
     */
    void awaitReachable(GuestAccess access, Duration timeout, BooleanSupplier cancelled);

    /** Runs a command to its end, or to its timeout. A connection to the guest is kept and used again. */
    ExecResult exec(GuestAccess access, ExecRequest request);

    /** Drops the kept connection to a guest, if any: it was stopped, restarted or removed. */
    void forget(MachineId id);

    @Override
    void close();
}
