package dev.litevps.saga.job;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as it lies in the scheduler.
 *
 * @param provenance on whose behalf it was ordered: the metadata that its outcome's command carries on
 * @param begunAt when the guest was known to have it; null until then
 * @param ended whether it was seen to have ended, while something might still print
 * @param attempts how often in a row it was tried in vain
 * @param bounces how often in a row there was no place for it
 * @param givenUp whether its end was reported although nobody knows it, so that something of it may run
 */
public record JobTicket(
        JobOrder order,
        Map<String, String> provenance,
        @Nullable Instant begunAt,
        boolean ended,
        int attempts,
        int bounces,
        boolean givenUp) {

    public JobTicket {
        provenance = Map.copyOf(provenance);
    }

    /** What the audit trail calls it. */
    String task() {
        return "job-order/" + order.jobId();
    }

    JobTicket begun(Instant at) {
        return new JobTicket(order, provenance, at, false, 0, 0, false);
    }

    JobTicket seenEnded() {
        return new JobTicket(order, provenance, begunAt, true, 0, 0, givenUp);
    }

    JobTicket seen() {
        return new JobTicket(order, provenance, begunAt, ended, 0, 0, givenUp);
    }

    JobTicket afterTrouble() {
        return new JobTicket(order, provenance, begunAt, ended, attempts + 1, 0, givenUp);
    }

    JobTicket bounced() {
        return new JobTicket(order, provenance, begunAt, ended, attempts, bounces + 1, givenUp);
    }

    JobTicket afterGivingUp() {
        return new JobTicket(order, provenance, begunAt, ended, 0, 0, true);
    }
}
