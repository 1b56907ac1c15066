package dev.litevps.host.simulated.system;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Leaves the host's processors to the platform: a guest process that computes without pause is made to rest, so that all
 * guests together keep about half of the processors busy at most. A short command never notices.
 */
public final class CpuGovernor {

    /** How long a process may compute at a stretch. */
    static final Duration BURST = Duration.ofMillis(5);

    private final int processors = Runtime.getRuntime().availableProcessors();
    private final AtomicInteger resting = new AtomicInteger();

    /** How long the calling process shall rest after a burst, in milliseconds. */
    private long restMs(int busy) {
        // busy * burst / (burst + rest) <= processors / 2
        return Math.max(BURST.toMillis(), 2 * BURST.toMillis() * busy / processors - BURST.toMillis());
    }

    void rest() throws InterruptedException {
        int busy = resting.incrementAndGet();
        try {
            Thread.sleep(restMs(busy));
        } finally {
            resting.decrementAndGet();
        }
    }
}
