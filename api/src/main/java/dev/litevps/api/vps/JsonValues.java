package dev.litevps.api.vps;

import dev.litevps.api.web.ApiException;
import dev.litevps.command.TimeToLive;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of a request of which it matters whether they are null or not there. */
final class JsonValues {

    private JsonValues() {}

    /** A time to live; null if it is JSON's null, and {@link ApiException} 400 if it is something else. */
    static @Nullable Integer minutes(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw ApiException.badRequest(
                    "invalid_value", "ttl_minutes must be null or a whole number from 1 to " + TimeToLive.MAX_MINUTES);
        }
        return value.intValue();
    }

    /** What cloud-init is given; null if it is JSON's null, and {@link ApiException} 400 if it is something else. */
    static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ApiException.badRequest("invalid_value", "user_data must be null or a text");
        }
        return value.stringValue();
    }
}
