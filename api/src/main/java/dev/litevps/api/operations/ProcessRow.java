package dev.litevps.api.operations;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A process that is under way.
 *
 * @param type the saga's class, as it is stored
 * @param deadlineId which deadline it waits for; null if for none
 * @param deadline when that passes; null if it waits for none, or the deadline is lost
 * @param orderTask what kind of durable work it waits for; null if there is none, or it is done
 * @param orderId which; null if there is none, or it is done
 */
record ProcessRow(
        String id,
        String type,
        @Nullable String vpsId,
        @Nullable String accountId,
        @Nullable String deadlineName,
        @Nullable String deadlineId,
        @Nullable Instant deadline,
        @Nullable String orderTask,
        @Nullable String orderId) {

    /**
     * Those whose deadline is the end of their patience. What others wait for, such as the end of a grace time, is what was
     * promised to the customer, and is not brought forward by anybody.
     */
    private static final Set<String> PATIENT = Set.of("provisioning", "power", "snapshot", "teardown", "job");

    String kind() {
        return Words.ofSaga(type);
    }

    /** Whether it can be made to give up and give back what it took. */
    boolean compensable() {
        return deadline != null && PATIENT.contains(kind());
    }

    /** Why it does not look as if it would end by itself; empty if it does. */
    Optional<String> stuck(Instant now) {
        if (deadlineId != null && deadline == null) {
            return Optional.of("its deadline is lost");
        }
        if (deadline != null && deadline.isBefore(now.minus(StuckTasks.PATIENCE))) {
            return Optional.of("its deadline passed at " + deadline + ", and nothing came of it");
        }
        return Optional.empty();
    }
}
