package dev.litevps.events.job;

/** How a background job came to its end. */
public enum JobOutcome {
    /** Its command ended by itself, with whatever exit status. */
    DONE,
    /** It was killed because its time was up. */
    TIMEOUT,
    /** It was killed before its time, or never ran; or nobody knows how it ended, since its VPS went away. */
    CANCELLED
}
