package dev.litevps.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What the benchmarks found, line by line. */
final class Report implements AutoCloseable {

    private static final double MICROS_PER_MILLI = 1_000;

    /** Below it a figure gets a decimal. */
    private static final double SMALL = 100;

    private final PrintWriter out;

    private Report(PrintWriter out) {
        this.out = out;
    }

    static Report toStandardOutput() {
        return new Report(new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    void title(String text) {
        out.println();
        out.println(text);
    }

    void line(String text) {
        out.println(text);
    }

    void rate(String what, Measurement measurement) {
        out.printf(
                Locale.ROOT,
                "  %-58s %9.0f /s   median %7.2f ms   p99 %7.2f ms%n",
                what,
                measurement.perSecond(),
                measurement.medianMicros() / MICROS_PER_MILLI,
                measurement.percentileMicros(99) / MICROS_PER_MILLI);
    }

    /** One figure; without an aim if that is empty. */
    void value(String what, double value, String unit, String aim) {
        int decimals = value < SMALL ? 1 : 0;
        String suffix = aim.isEmpty() ? "" : "   aim " + aim;
        out.printf(Locale.ROOT, "  %-58s %9." + decimals + "f %s%s%n", what, value, unit, suffix);
    }

    /** The median of several figures, and between which they lie. */
    void spread(String what, List<Double> values, String unit) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        int decimals = greatest < SMALL ? 1 : 0;
        String number = "%." + decimals + "f";
        out.printf(
                Locale.ROOT,
                "  %-58s %9." + decimals + "f %s   from " + number + " to " + number + "%n",
                what,
                Measurement.median(values),
                unit,
                least,
                greatest);
    }

    /** How much of the limit was reached. */
    void ratio(String what, double ratio, String aim) {
        out.printf(Locale.ROOT, "  %-58s %9.2f      aim %s%n", what, ratio, aim);
    }

    @Override
    public void close() {
        out.close();
    }
}
