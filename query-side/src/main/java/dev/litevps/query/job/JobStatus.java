package dev.litevps.query.job;

/** How far a background job is. */
public enum JobStatus {
    /** Its guest does not have it yet. */
    PENDING,
    /** It runs. */
    RUNNING,
    /** It has ended by itself, with whatever exit status. */
    DONE,
    /** It was killed because its time was up. */
    TIMEOUT,
    /** It was killed before its time, or never ran; or nobody knows how it ended. */
    CANCELLED
}
