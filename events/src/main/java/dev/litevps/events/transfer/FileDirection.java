package dev.litevps.events.transfer;

/** Which way a file goes. */
public enum FileDirection {
    /** An upload. */
    INTO_GUEST,
    /** A download. */
    OUT_OF_GUEST
}
