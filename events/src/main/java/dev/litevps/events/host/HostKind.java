package dev.litevps.events.host;

/** What runs the machines of a host. */
public enum HostKind {
    /** This platform's own process, for trying things out. */
    SIMULATED,
    LIBVIRT
}
