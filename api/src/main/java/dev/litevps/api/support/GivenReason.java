package dev.litevps.api.support;

import dev.litevps.api.web.ApiException;
import org.jspecify.annotations.Nullable;

/** Why somebody of support does something: on record for the customer and the auditor to read. */
public final class GivenReason {

    private static final int LONGEST = 500;

    private GivenReason() {}

    /** The reason; {@link ApiException} 400 if there is none, or it is no line of 1 to 500 characters. */
    public static String require(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ApiException.badRequest("missing_reason", "say why: reason is required");
        }
        String reason = text.strip();
        if (reason.length() > LONGEST || reason.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.badRequest(
                    "invalid_reason", "reason is a line of 1 to " + LONGEST + " characters without control characters");
        }
        return reason;
    }
}
