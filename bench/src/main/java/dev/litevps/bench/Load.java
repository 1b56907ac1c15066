package dev.litevps.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Callers that each do one thing after the other, as fast as they are served. */
final class Load {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long LONGEST_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    private Load() {}

    /** Has as many callers work at the same time as there are actions; what they do in the warm-up does not count. */
    static Measurement run(List<? extends Callable<?>> actions, Duration warmUp, Duration duration) throws Exception {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + duration.toNanos();
        List<Future<Histogram>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(actions.size())) {
            for (Callable<?> action : actions) {
                callers.add(threads.submit(() -> repeat(action, begin, end)));
            }
        }
        Histogram all = new Histogram(LONGEST_MICROS, DIGITS);
        for (Future<Histogram> caller : callers) {
            all.add(caller.get());
        }
        return new Measurement(all.getTotalCount() / (duration.toNanos() / NANOS_PER_SECOND), all);
    }

    private static Histogram repeat(Callable<?> action, long begin, long end) throws Exception {
        Histogram times = new Histogram(LONGEST_MICROS, DIGITS);
        long before = System.nanoTime();
        while (before < end) {
            action.call();
            long after = System.nanoTime();
            if (before >= begin && after <= end) {
                times.recordValue(Math.min(LONGEST_MICROS, (after - before) / NANOS_PER_MICRO));
            }
            before = after;
        }
        return times;
    }
}
