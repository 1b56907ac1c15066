package dev.litevps.host.simulated.tool;

import java.util.Locale;

/** Sizes in bytes as people write and read them. */
final class Sizes {

    private static final String UNITS = "KMGTP";
    private static final long STEP = 1024;

    private Sizes() {}

    /** Reads {@code 512}, {@code 4k} or {@code 2M}, in units of 1024. */
    static long parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT).replaceFirst("I?B$", "");
        int unit = upper.isEmpty() ? -1 : UNITS.indexOf(upper.charAt(upper.length() - 1));
        long number = Invocation.number(unit < 0 ? upper : upper.substring(0, upper.length() - 1));
        for (int i = 0; i <= unit; i++) {
            number *= STEP;
        }
        return number;
    }

    /** {@code 1.5G}, rounded up as {@code df -h} does. */
    static String human(long bytes) {
        if (bytes < STEP) {
            return Long.toString(bytes);
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length() - 1) {
            value /= STEP;
            unit++;
        }
        double tenths = Math.ceil(value * 10) / 10;
        String number =
                tenths < 10 ? String.format(Locale.ROOT, "%.1f", tenths) : Long.toString((long) Math.ceil(value));
        return number + UNITS.charAt(unit);
    }
}
