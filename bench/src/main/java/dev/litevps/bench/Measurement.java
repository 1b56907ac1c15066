package dev.litevps.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How often something was done, and how long each time took.
 *
 * @param times in microseconds
 */
record Measurement(double perSecond, Histogram times) {

    private static final double NANOS_PER_MILLI = 1_000_000;

    /** Of rounds of the same length. */
    static Measurement mean(List<Measurement> rounds) {
        Histogram all = new Histogram(rounds.getFirst().times());
        rounds.stream().skip(1).map(Measurement::times).forEach(all::add);
        return new Measurement(
                rounds.stream().mapToDouble(Measurement::perSecond).average().orElseThrow(), all);
    }

    double medianMicros() {
        return percentileMicros(50);
    }

    double percentileMicros(double percentile) {
        return times.getValueAtPercentile(percentile);
    }

    /** How long it is since {@link System#nanoTime} was this. */
    static double millisSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    /** The middle one; of an even number the lower of the two in the middle. */
    static double median(List<Double> values) {
        return values.stream().sorted().toList().get((values.size() - 1) / 2);
    }
}
