package dev.litevps.api.operations;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of durable work.
 *
 * @param due when it is to be done
 * @param picked whether a worker is at it
 * @param heartbeat when that worker last said so
 * @param failures how often it failed one after the other
 * @param vpsId what it is about; null if it is about no VPS
 */
record TaskRow(
        String name,
        String instance,
        Instant due,
        boolean picked,
        @Nullable String worker,
        @Nullable Instant heartbeat,
        int failures,
        @Nullable Instant lastFailure,
        @Nullable String vpsId) {

    /** Why it does not look as if it would be done by itself; empty if it does. */
    Optional<String> stuck(Instant now) {
        Instant patience = now.minus(StuckTasks.PATIENCE);
        if (picked && heartbeat != null && heartbeat.isBefore(patience)) {
            return Optional.of("its worker has been silent since " + heartbeat);
        }
        if (failures >= StuckTasks.MANY_FAILURES) {
            return Optional.of("it has failed " + failures + " times one after the other");
        }
        if (!picked && due.isBefore(patience)) {
            return Optional.of("it has been due since " + due);
        }
        return Optional.empty();
    }
}
