package dev.litevps.cli;

/** For whom a command writes. */
enum OutputForm {
    /** For people. */
    TABLE,
    /** For programs. */
    JSON
}
