package dev.litevps.saga.job;

import java.time.Duration;
import java.time.Instant;

/** How long a guest that does not answer is waited for. */
final class JobDeadlines {

    /** Until the guest has taken a job: as long as a guest may take to boot. */
    static final Duration BEGIN = Duration.ofMinutes(5);

    /**
     * Beyond the timeout of a job that was begun. The guest ends it in time whether anybody can reach it or not, and keeps how
     * it ended: this is for a network, or a host, that comes back.
     */
    static final Duration LOST = Duration.ofMinutes(10);

    private JobDeadlines() {}

    /** When a job whose guest does not answer is given up. */
    static Instant of(JobTicket ticket) {
        JobOrder order = ticket.order();
        Instant begunAt = ticket.begunAt();
        return begunAt == null
                ? order.orderedAt().plus(BEGIN)
                : begunAt.plusSeconds(order.timeoutSeconds()).plus(LOST);
    }

    /** When nothing of a job can run any more: its guest, which nobody reached, has ended it by itself. */
    static Instant ofTheLast(JobOrder order) {
        return order.orderedAt().plus(longestLife(order.timeoutSeconds()));
    }

    /** How long a job lives at most, if a worker looks after it. */
    static Duration longestLife(int timeoutSeconds) {
        return BEGIN.plusSeconds(timeoutSeconds).plus(LOST);
    }
}
