package dev.litevps.bench.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen when. It is the only source of time: the clock goes on to whatever is due next. */
final class Agenda {

    private record Entry(Duration due, long number, Runnable step) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
    private final SimulatedClock clock;
    private long number;

    Agenda(SimulatedClock clock) {
        this.clock = clock;
    }

    /** Takes the step when so much time has passed. What is due at the same moment keeps its order. */
    void after(Duration delay, Runnable step) {
        entries.add(new Entry(clock.monotonic().plus(delay), number++, step));
    }

    /** Takes all steps that are due until then, those too that come up on the way. What was due in the past is late. */
    void runUntil(Duration end) {
        for (Entry next = entries.peek(); next != null && next.due().compareTo(end) <= 0; next = entries.peek()) {
            entries.remove(next);
            clock.advanceTo(next.due());
            next.step().run();
        }
        clock.advanceTo(end);
    }
}
