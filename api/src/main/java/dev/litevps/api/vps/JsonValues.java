package dev.litevps.api.vps;

import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.StorableText;
import dev.litevps.command.TimeToLive;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of a request of which it matters whether they are null or not there. */
final class JsonValues {

    private JsonValues() {}

    /** A time to live; null if it is JSON's null, and {@link ApiException} 400 if it is something else. */
    static @Nullable Integer minutes(JsonNode value) {
        if (!isIntegerOrNull(value)) {
            throw ApiException.badRequest(
                    "invalid_value", "ttl_minutes must be null or a whole number from 1 to " + TimeToLive.MAX_MINUTES);
        }
        return value.isNull() ? null : value.intValue();
    }

    /** The text; null if it is JSON's null. */
    static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.stringValue();
    }

    /** Also if it is not there. */
    static boolean isTextOrNull(@Nullable JsonNode value) {
        return value == null || value.isNull() || (value.isString() && StorableText.isStorable(value.stringValue()));
    }

    /** Also if it is not there. */
    static boolean isIntegerOrNull(@Nullable JsonNode value) {
        return value == null || value.isNull() || (value.isIntegralNumber() && value.canConvertToInt());
    }
}
