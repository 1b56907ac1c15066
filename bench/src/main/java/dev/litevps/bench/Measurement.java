package dev.litevps.bench;

import org.HdrHistogram.Histogram;

/**
 * How often something was done, and how long each time took.
 *
 * @param times in microseconds
 */
record Measurement(double perSecond, Histogram times) {

    double medianMicros() {
        return percentileMicros(50);
    }

    double percentileMicros(double percentile) {
        return times.getValueAtPercentile(percentile);
    }
}
