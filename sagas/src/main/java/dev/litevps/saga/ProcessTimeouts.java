package dev.litevps.saga;

import java.time.Duration;

/**
 * How long the processes wait for a host. The time runs from the moment when a process orders the work, which is after the
 * request if the platform was down in between.
 *
 * @param build until the guest of a new machine can be reached
 * @param start until the guest can be reached
 * @param stop until the machine is off
 * @param restart until the guest can be reached
 * @param shutdownGrace how long a guest may take to shut down before its power is cut
 */
public record ProcessTimeouts(Duration build, Duration start, Duration stop, Duration restart, Duration shutdownGrace) {

    public ProcessTimeouts {
        if (shutdownGrace.compareTo(stop) >= 0) {
            throw new IllegalArgumentException(
                    "a guest's grace to shut down (%s) must be shorter than the time to stop (%s)"
                            .formatted(shutdownGrace, stop));
        }
    }

    /**
     * How much longer than the worker's a saga's own deadline is: it only matters if the worker never gets to report.
     */
    public static final Duration SAGA_MARGIN = Duration.ofSeconds(60);
}
