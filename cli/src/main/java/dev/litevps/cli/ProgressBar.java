package dev.litevps.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    private long drawn = begun - NANOS_BETWEEN;

    /**
     * How far something is.
     *
     * @param total how much there is about; 0 if nobody knows
     * @param secondsLeft null if nobody can say
     */
    record Progress(
            long done,
            long total,
            double perSecond,
            @Nullable Long secondsLeft) {}

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

    /** A bar, whoever is looking. */
    static ProgressBar shownOn(PrintWriter out, String what, long total) {
        return new ProgressBar(out, true, what, total);
    }

    /** So much of the total is done, at the rate since the beginning; drawn a few times a second at most. */
    void at(long done) {
        long now = System.nanoTime();
        if (now - drawn >= NANOS_BETWEEN) {
            double perSecond = done / Math.max((now - begun) / NANOS_PER_SECOND, 1e-3);
            show(new Progress(done, total, perSecond, null));
        }
    }

    /** Draws what somebody else has measured. */
    void show(Progress progress) {
        if (shown) {
            drawn = System.nanoTime();
            out.print("\r" + text(progress) + "\033[K");
            out.flush();
        }
    }

    private String text(Progress progress) {
        StringBuilder text = new StringBuilder();
        long whole = progress.total();
        long done = Math.max(0, progress.done());
        if (whole > 0) {
            int filled = (int) Math.min(WIDTH, WIDTH * done / whole);
            text.append('[')
                    .append("#".repeat(filled))
                    .append(".".repeat(WIDTH - filled))
                    .append("] ");
        }
        text.append(String.format(Locale.ROOT, "%,d", done));
        if (whole > 0) {
            text.append(String.format(Locale.ROOT, " of %,d", whole));
        }
        text.append(String.format(Locale.ROOT, " %s, %,.0f/s", what, progress.perSecond()));
        Long left = progress.secondsLeft();
        if (left != null) {
            text.append(String.format(Locale.ROOT, ", %,d s left", left));
        }
        return text.toString();
    }

    /** Takes it away. */
    void end() {
        if (shown) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
