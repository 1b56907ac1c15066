package dev.litevps.command.vps;

/** Where a VPS is in its life. {@code docs/lifecycle.md} draws the ways between. */
enum Phase {
    /** Asked for; has a hold and nothing else. */
    REQUESTED,
    /** Has a host and an address; its machine is being built. */
    BUILDING,
    RUNNING,
    STOPPING,
    STOPPED,
    STARTING,
    RESTARTING,
    /** Could not be created; what it had is being given back. */
    FAILED,
    /** Could not be created; nothing of it is left but its record. */
    RECLAIMED,
    /** Lost, or in a power state that nobody knows; its disk is kept where there is one. */
    STRANDED,
    DESTROYING,
    DESTROYED;

    boolean isGone() {
        return this == DESTROYING || this == DESTROYED;
    }

    /** As in "a VPS that is …". */
    String inWords() {
        return switch (this) {
            case REQUESTED, BUILDING -> "being created";
            case RUNNING -> "running";
            case STOPPING -> "being stopped";
            case STOPPED -> "stopped";
            case STARTING -> "being started";
            case RESTARTING -> "being restarted";
            case FAILED, RECLAIMED, STRANDED -> "in error";
            case DESTROYING, DESTROYED -> "destroyed";
        };
    }

    boolean isPowerChange() {
        return this == STOPPING || this == STARTING || this == RESTARTING;
    }
}
