package dev.litevps.host.simulated;

/** What can be wrong with a simulated host. */
public enum Fault {
    /** The host does not answer: every call fails as unreachable. Machines that run go on. */
    HOST_UNREACHABLE,
    /** The host has no room for another disk. */
    NO_SPACE,
    /** Machines that are powered on from now on never greet. */
    NEVER_BOOTS,
    /** Guests do not react to ACPI: a shutdown takes the whole grace and ends with a power cut. */
    IGNORES_SHUTDOWN
}
