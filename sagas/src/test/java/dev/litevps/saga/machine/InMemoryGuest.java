package dev.litevps.saga.machine;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.Guest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A guest that greets at once, or not at all. */
public final class InMemoryGuest implements Guest {

    private final List<MachineId> forgotten = new ArrayList<>();
    private final Consumer<Duration> time;
    private boolean greets = true;
    private boolean interrupted;
    private Runnable whileWaiting = () -> {};
    private int waits;

    /** @param time passes when somebody waits for the guest in vain */
    public InMemoryGuest(Consumer<Duration> time) {
        this.time = time;
    }

    public void greet(boolean from) {
        greets = from;
    }

    /** What happens during the next wait, once. */
    public void whileWaiting(Runnable happening) {
        whileWaiting = happening;
    }

    /** The next wait ends as if the thread had been interrupted. */
    public void interruptNextWait() {
        interrupted = true;
    }

    public int waits() {
        return waits;
    }

    public List<MachineId> forgotten() {
        return List.copyOf(forgotten);
    }

    @Override
    public void awaitReachable(GuestAccess access, Duration timeout, BooleanSupplier cancelled) {
        waits++;
        Runnable happening = whileWaiting;
        whileWaiting = () -> {};
        happening.run();
        if (interrupted || cancelled.getAsBoolean()) {
            interrupted = false;
            throw new HostException(HostException.Reason.CANCELLED, "not waited for");
        }
        if (!greets) {
            time.accept(timeout);
            throw new HostException(HostException.Reason.TIMED_OUT, "silent");
        }
    }

    @Override
    public ExecResult exec(GuestAccess access, ExecRequest request) {
        throw new HostException(HostException.Reason.REFUSED, "takes no commands");
    }

    @Override
    public void forget(MachineId id) {
        forgotten.add(id);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
