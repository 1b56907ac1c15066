package dev.litevps.api.billing;

import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the history is asked for.
 *
 * @param limit how many rows at most
 * @param offset how many of the newest rows to leave out
 */
record HistoryPage(int limit, long offset, Granularity granularity) {

    private static final Page.Bounds BOUNDS = new Page.Bounds(20, 200);

    enum Granularity {
        MINUTE,
        HOUR
    }

    /** From the parameters of a request, absent or not; 400 if one is not what it should be. */
    static HistoryPage parse(@Nullable String limit, @Nullable String offset, @Nullable String granularity) {
        return new HistoryPage(
                BOUNDS.limit(limit), BOUNDS.offset(offset), granularity(granularity));
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
