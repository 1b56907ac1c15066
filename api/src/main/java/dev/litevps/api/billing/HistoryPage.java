package dev.litevps.api.billing;

import dev.litevps.api.web.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the history is asked for.
 *
 * @param limit how many rows at most
 * @param offset how many of the newest rows to leave out
 */
record HistoryPage(int limit, long offset, Granularity granularity) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 200;

    /** Far beyond any history; a page is found by adding to it. */
    private static final long MAX_OFFSET = Long.MAX_VALUE - MAX_LIMIT;

    enum Granularity {
        MINUTE,
        HOUR
    }

    /** From the parameters of a request, absent or not; 400 if one is not what it should be. */
    static HistoryPage parse(@Nullable String limit, @Nullable String offset, @Nullable String granularity) {
        return new HistoryPage(
                (int) number(limit, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                number(offset, "offset", 0, 0, MAX_OFFSET),
                granularity(granularity));
    }

    private static long number(@Nullable String text, String name, long absent, long least, long most) {
        if (text == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
            throw invalid(name, "%s must be from %d to %d".formatted(name, least, most));
        } catch (NumberFormatException e) {
            ApiException refusal =
                    invalid(name, name + " must be a whole number, from %d to %d".formatted(least, most));
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static Granularity granularity(@Nullable String text) {
        if (text == null || text.equals("hour")) {
            return Granularity.HOUR;
        }
        if (text.equals("minute")) {
            return Granularity.MINUTE;
        }
        throw invalid("granularity", "granularity must be hour or minute");
    }

    private static ApiException invalid(String name, String message) {
        return ApiException.badRequest("invalid_" + name, message);
    }
}
