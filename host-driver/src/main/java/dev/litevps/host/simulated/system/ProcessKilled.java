package dev.litevps.host.simulated.system;

/** Unwinds the thread of a process that a signal has killed. Caught only where the process ends. */
public final class ProcessKilled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Signal signal;

    ProcessKilled(Signal signal) {
        super(signal.name(), null, false, false);
        this.signal = signal;
    }

    Signal signal() {
        return signal;
    }
}
