package dev.litevps.host;

import java.time.Duration;

/** How far a job in a guest is. */
public sealed interface GuestJobState {

    /** The guest knows nothing of it. */
    record Absent() implements GuestJobState {}

    /** The guest has it, and does not run it yet. */
    record Waiting() implements GuestJobState {}

    /** It runs. */
    record Running() implements GuestJobState {}

    /**
     * It has ended.
     *
     * @param exitCode its exit status; 124 or 137 if it was killed because its time was up
     * @param duration how long it ran, by the clock of the guest
     * @param drained whether all that it printed is there; a process that it left in the background may go on to print
     */
    record Ended(int exitCode, Duration duration, boolean drained) implements GuestJobState {}

    /** The guest was rebooted before it ended, and it with the guest. */
    record Rebooted() implements GuestJobState {}

    /** Somebody in the guest killed what watched over it. */
    record Vanished() implements GuestJobState {}
}
