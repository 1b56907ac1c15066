package dev.litevps.command.host;

/** Whether a host is given machines. */
enum HostState {
    /** It is. */
    ACTIVE,
    /** It is not, and keeps what it has. */
    CORDONED,
    /** It is not, and something is still on it. */
    DRAINING,
    /** It is not, and nothing is on it. */
    DRAINED,
    /** It is gone for good. */
    REMOVED
}
