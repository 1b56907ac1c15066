package dev.litevps.saga;

import java.time.Duration;

/**
 * How long the processes wait for a host.
 *
 * @param build from the placement of a VPS until its guest can be reached
 * @param start from the request to start until the guest can be reached
 * @param stop from the request to stop until the machine is off
 * @param restart from the request to restart until the guest can be reached
 * @param shutdownGrace how long a guest may take to shut down before its power is cut
 */
public record ProcessTimeouts(Duration build, Duration start, Duration stop, Duration restart, Duration shutdownGrace) {

    /**
     * How much longer than the worker's a saga's own deadline is: it only matters if the worker never gets to report.
     */
    public static final Duration SAGA_MARGIN = Duration.ofSeconds(60);
}
