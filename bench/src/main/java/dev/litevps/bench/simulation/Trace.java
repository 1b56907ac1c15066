package dev.litevps.bench.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The last steps of a seed, to be read when it fails; or all of them at once, when somebody watches. */
final class Trace {

    private static final int KEPT = 50;

    private final SimulatedClock clock;
    private final Consumer<String> watcher;
    private final boolean watched;
    private final Deque<Supplier<String>> latest = new ArrayDeque<>();

    private Trace(SimulatedClock clock, Consumer<String> watcher, boolean watched) {
        this.clock = clock;
        this.watcher = watcher;
        this.watched = watched;
    }

    static Trace unwatched(SimulatedClock clock) {
        return new Trace(clock, _ -> {}, false);
    }

    static Trace watchedBy(SimulatedClock clock, Consumer<String> watcher) {
        return new Trace(clock, watcher, true);
    }

    void step(Supplier<String> what) {
        String wall = watched ? clock.wall().toString() : "";
        if (watched) {
            watcher.accept(wall + "  " + what.get());
        }
        Instant at = clock.wall();
        latest.addLast(() -> at + "  " + what.get());
        if (latest.size() > KEPT) {
            latest.removeFirst();
        }
    }

    /** The last steps, one a line. */
    String ending() {
        StringBuilder lines = new StringBuilder();
        latest.forEach(step -> lines.append("  ").append(step.get()).append('\n'));
        return lines.toString();
    }
}
