package dev.litevps.api.replay;

import dev.litevps.api.web.ApiException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The end of what shall be known: with the event at a position, or with the last one that happened by a time.
 *
 * @param position null if there is a time
 * @param time null if there is a position
 */
record AsOf(@Nullable Long position, @Nullable Instant time) {

    /** Everything that there is. */
    static final AsOf NOW = new AsOf(Long.MAX_VALUE, null);

    /** {@link ApiException} 400 if it is neither a position nor a time; all there is if it is absent. */
    static AsOf parse(@Nullable String text) {
        if (text == null) {
            return NOW;
        }
        try {
            return text.chars().allMatch(character -> character >= '0' && character <= '9') && !text.isEmpty()
                    ? new AsOf(Long.valueOf(text), null)
                    : new AsOf(null, Instant.parse(text));
        } catch (DateTimeParseException | NumberFormatException e) {
            ApiException refusal = ApiException.badRequest(
                    "invalid_as_of", "as_of must be the position of an event, or a time such as 2026-11-01T00:00:00Z");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
