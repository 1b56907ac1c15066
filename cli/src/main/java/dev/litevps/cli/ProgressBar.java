package dev.litevps.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** How far something long is, on one line of a terminal; nothing where there is no terminal. */
final class ProgressBar {

    private static final int WIDTH = 30;
    private static final long NANOS_BETWEEN = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private final boolean shown;
    private final String what;
    private final long total;
    private final long begun = System.nanoTime();
    private long drawn;

    private ProgressBar(PrintWriter out, boolean shown, String what, long total) {
        this.out = out;
        this.shown = shown;
        this.what = what;
        this.total = total;
    }

    /**
     * A bar, if somebody is looking.
     *
     * @param total how much there is about; 0 if nobody knows
     */
    @SuppressWarnings("SystemConsoleNull") // It may be, says its documentation.
    static ProgressBar on(PrintWriter out, String what, long total) {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        return new ProgressBar(out, isTerminal, what, total);
    }

    void at(long done) {
        long now = System.nanoTime();
        if (!shown || now - drawn < NANOS_BETWEEN) {
            return;
        }
        drawn = now;
        int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
        out.printf(
                Locale.ROOT,
                "\r[%s%s] %,d %s, %,.0f/s\033[K",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                done,
                what,
                done / Math.max((now - begun) / NANOS_PER_SECOND, 1e-3));
        out.flush();
    }

    /** Takes it away. */
    void end() {
        if (shown) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
