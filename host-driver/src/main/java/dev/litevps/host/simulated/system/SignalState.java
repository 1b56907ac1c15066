package dev.litevps.host.simulated.system;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What signals mean to a process, and those that have come. */
final class SignalState {

    private final Map<Signal, Disposition> dispositions = new EnumMap<>(Signal.class);
    private final Queue<Signal> pending = new ArrayDeque<>();
    private volatile @Nullable Signal fatal;

    /** What a child starts with: it ignores what its parent ignores, and handles nothing. */
    synchronized SignalState inherited() {
        SignalState child = new SignalState();
        dispositions.forEach((signal, disposition) -> {
            if (disposition == Disposition.IGNORE) {
                child.dispositions.put(signal, disposition);
            }
        });
        return child;
    }

    /** Takes a signal; true if the process must be woken up for it. */
    synchronized boolean receive(Signal signal) {
        Disposition disposition = signal == Signal.KILL ? null : dispositions.get(signal);
        if (disposition == Disposition.IGNORE) {
            return false;
        }
        if (disposition == Disposition.HANDLE) {
            if (!pending.contains(signal)) {
                pending.add(signal);
            }
            return true;
        }
        if (signal.isFatalByDefault()) {
            fatal = signal;
            return true;
        }
        return false;
    }

    synchronized void arrange(Signal signal, @Nullable Disposition disposition) {
        if (disposition == null) {
            dispositions.remove(signal);
        } else {
            dispositions.put(signal, disposition);
        }
    }

    synchronized @Nullable Signal nextPending() {
        return pending.poll();
    }

    synchronized boolean hasPending() {
        return !pending.isEmpty();
    }

    synchronized boolean hasPending(Signal signal) {
        return pending.contains(signal);
    }

    /** The signal that has killed the process; null while none has. */
    @Nullable
    Signal fatal() {
        return fatal;
    }
}
