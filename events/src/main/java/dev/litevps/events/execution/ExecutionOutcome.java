package dev.litevps.events.execution;

/** How a command in a guest came to its end. */
public enum ExecutionOutcome {
    /** It ended by itself, with whatever exit status. */
    DONE,
    /** It was killed because its time was up. */
    TIMED_OUT,
    /** Nobody knows whether it ran to its end: the guest was not reached, or went away. */
    FAILED
}
