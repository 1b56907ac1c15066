package dev.litevps.bench.simulation;

/** Where in the handling of a command the platform dies. */
enum CrashPoint {
    /** It does not. */
    NONE,
    /** Nothing was stored yet. */
    BEFORE_APPEND,
    /** All events were stored, and nobody was told. */
    AFTER_APPEND
}
