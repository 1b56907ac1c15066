package dev.litevps.host.guest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the outputs of all commands that run at a time may keep in memory together, beyond the first bytes of each. Many that
 * print much at a time keep less of it, instead of ending the platform.
 */
final class OutputBudget {

    /** One sixteenth of the heap: what is kept is there again, several times over, while it is answered. */
    private static final long SHARE_OF_HEAP = 16;

    private final AtomicLong left;

    OutputBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    static OutputBudget ofThisMachine() {
        return new OutputBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** One that never runs out. */
    static OutputBudget endless() {
        return new OutputBudget(Long.MAX_VALUE);
    }

    /** Takes so many bytes, or as many as are left; how many. */
    int take(int bytes) {
        long before = left.getAndUpdate(free -> free - Math.min(free, bytes));
        return (int) Math.min(before, bytes);
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
