package dev.litevps.api.admin;

import dev.litevps.api.web.ApiException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request must have. */
final class Required {

    private Required() {}

    /** The value of the field; 400 if there is none. */
    static <T> T value(@Nullable T value, String field) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw ApiException.badRequest("missing_" + field, field + " is required");
        }
        return value;
    }

    /** The id in a path; text that is none names nothing, so it is 404. */
    static <T> T id(String text, Function<String, T> parser, String what) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            ApiException unknown = ApiException.notFound(what);
            unknown.initCause(e);
            throw unknown;
        }
    }
}
