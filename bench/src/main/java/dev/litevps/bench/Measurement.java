package dev.litevps.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How often something was done, and how long each time took.
 *
 * @param times in microseconds
 */
record Measurement(double perSecond, Histogram times) {

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
}
