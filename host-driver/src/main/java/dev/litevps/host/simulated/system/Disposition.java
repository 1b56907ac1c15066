package dev.litevps.host.simulated.system;

/** What a process does about a signal, other than to die of it. */
public enum Disposition {
    IGNORE,
    HANDLE
}
