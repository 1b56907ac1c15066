package dev.litevps.api.seal;

import dev.litevps.api.web.ApiException;
import org.jspecify.annotations.Nullable;

/** Whole numbers in the parameters of a request; {@link ApiException} 400 if they are none, or too small or too large. */
final class SealNumbers {

    private SealNumbers() {}

    static long required(@Nullable String text, String name, long least, long greatest) {
        if (text == null) {
            throw ApiException.badRequest("missing_" + name, name + " is required");
        }
        return from(text, name, least, least, greatest);
    }

    static long from(@Nullable String text, String name, long absent, long least, long greatest) {
        if (text == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= greatest) {
                return number;
            }
            throw invalid(name, least, greatest);
        } catch (NumberFormatException e) {
            ApiException refusal = invalid(name, least, greatest);
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static ApiException invalid(String name, long least, long greatest) {
        return ApiException.badRequest(
                "invalid_" + name, "%s must be a whole number, from %d to %d".formatted(name, least, greatest));
    }
}
