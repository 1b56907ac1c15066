package dev.litevps.events.vps;

/** Why a VPS could not be created, started, stopped or kept, in terms a customer understands. */
public enum FailureReason {
    /** No host has room for the plan. */
    NO_CAPACITY,
    /** No address is free. */
    NO_ADDRESS,
    /** The host did not answer in time. */
    HOST_UNREACHABLE,
    /** The host refused to build or run the machine. */
    HOST_REFUSED,
    /** The machine was started, and nobody could log in to it in time. */
    GUEST_UNREACHABLE,
    /** The step did not end in time. */
    TIMED_OUT,
    /** The machine is no longer on its host. */
    MACHINE_LOST,
    /** The machine's disk is no longer on its host. */
    DISK_LOST
}
