package dev.litevps.bench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Runs seeds: {@code ./litevps bench simulation [SEEDS] [--from N] [--days N] [--threads N] [--seed N]}. With
 * {@code --seed}, only that one, and every step of it is told.
 */
public final class BillingSimulator {

    private static final int DEFAULT_SEEDS = 10_000;
    private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

    /** Every so many seeds live where clocks change twice a year. */
    private static final int ABROAD = 10;

    private static final long PROGRESS_EVERY = 500;
    private static final double NANOS_PER_SECOND = 1e9;

    private BillingSimulator() {}

    /**
     * Runs what the arguments ask for.
     *
     * @param out is told what happens, line by line
     */
    public static void main(List<String> arguments, Consumer<String> out) {
        SimulationArguments parsed = SimulationArguments.of(arguments, DEFAULT_SEEDS, DEFAULT_LENGTH);
        if (parsed.seed() >= 0) {
            try (CommandSide platform = new CommandSide()) {
                out.accept(BillingSimulation.run(parsed.seed(), parsed.length(), platform, out)
                        .toString());
            }
        } else {
            out.accept(run(parsed.from(), parsed.seeds(), parsed.length(), parsed.threads(), out)
                    .toString());
        }
    }

    /**
     * What many seeds came to.
     *
     * @param comparisons how often an account was compared with the oracle
     * @param happened how often what happened: kinds of events, crashes and refusals
     */
    public record Total(long seeds, long commands, long comparisons, SortedMap<String, Long> happened, double seconds) {
        @Override
        public String toString() {
            StringBuilder lines = new StringBuilder();
            happened.forEach((what, count) -> lines.append("  %-30s %12d%n".formatted(what, count)));
            return "%s%d seeds, %d commands, %d comparisons, all exact; %.1f s, %.1f seeds/s"
                    .formatted(lines, seeds, commands, comparisons, seconds, seeds / seconds);
        }
    }

    /**
     * Runs seeds {@code from} to {@code from + count − 1}.
     *
     * @throws SimulationFailure if one of them fails
     */
    public static Total run(long from, long count, Duration length, int threads, Consumer<String> progress) {
        long started = System.nanoTime();
        TimeZone home = TimeZone.getDefault();
        Counters counters = new Counters(progress);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (boolean abroad : new boolean[] {false, true}) {
                TimeZone.setDefault(abroad ? TimeZone.getTimeZone("Europe/Berlin") : home);
                AtomicLong next = new AtomicLong(from);
                List<Future<?>> workers = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    workers.add(executor.submit(() -> work(next, from + count, abroad, length, counters)));
                }
                await(workers);
            }
        } finally {
            executor.shutdownNow();
            TimeZone.setDefault(home);
        }
        return counters.total((System.nanoTime() - started) / NANOS_PER_SECOND);
    }

    private static void work(AtomicLong next, long end, boolean abroad, Duration length, Counters counters) {
        try (CommandSide platform = new CommandSide()) {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                if ((seed % ABROAD == 0) == abroad) {
                    counters.add(BillingSimulation.run(seed, length, platform, null));
                }
            }
        } finally {
            // The others need not go on when one seed has failed.
            next.set(end);
        }
    }

    private static void await(List<Future<?>> workers) {
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SimulationFailure failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Adds up what seeds came to, and tells it now and then. */
    private static final class Counters {

        private final Consumer<String> progress;
        private long seeds;
        private long commands;
        private long comparisons;
        private final SortedMap<String, Long> happened = new TreeMap<>();

        private Counters(Consumer<String> progress) {
            this.progress = progress;
        }

        private synchronized void add(BillingSimulation.Summary summary) {
            seeds++;
            commands += summary.commands();
            comparisons += summary.comparisons();
            summary.happened().forEach((what, count) -> happened.merge(what, (long) count, Long::sum));
            if (seeds % PROGRESS_EVERY == 0) {
                progress.accept(seeds + " seeds");
            }
        }

        private synchronized Total total(double seconds) {
            return new Total(seeds, commands, comparisons, happened, seconds);
        }
    }
}
