package dev.litevps.events.transfer;

/** How the transfer of a file came to its end. */
public enum FileTransferOutcome {
    /** All that was asked for went over. */
    DONE,
    /** It was not allowed, or not possible with this file: nothing has changed in the guest. */
    REFUSED,
    /** The client or the guest went away in the middle. An upload that breaks off leaves the old file. */
    BROKEN
}
