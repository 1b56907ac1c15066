package dev.litevps.api.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address, checked: what can be typed in a browser's field for one, and sent to by any mail server. Quoted local
 * parts, comments and letters outside ASCII are not taken; so there is nothing in it that could end a header line.
 *
 * @param text as it was given
 */
public record EmailAddress(String text) {

    /** RFC 5321, 4.5.3.1.3: a path has 256 characters, with its angle brackets. */
    private static final int LONGEST = 254;

    /** RFC 5321, 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM = Pattern.compile(dotted(ATOM) + "@" + dotted(LABEL));

    /** {@link ApiException} 400 if it is not an address. */
    public static EmailAddress parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ApiException.badRequest("missing_email", "email is required");
        }
        if (text.length() > LONGEST) {
            throw refused("it has more than " + LONGEST + " characters");
        }
        if (!FORM.matcher(text).matches() || text.indexOf('@') > LONGEST_LOCAL_PART) {
            throw refused("it must look like ops@example.com");
        }
        return new EmailAddress(text);
    }

    /** The same for all spellings of an address that reach the same mailbox in practice. */
    public String normalised() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Without the address, since it may end up in a log. */
    @Override
    public String toString() {
        return "EmailAddress";
    }

    private static String dotted(String part) {
        return part + "(?:\\." + part + ")*";
    }

    private static ApiException refused(String why) {
        return ApiException.badRequest("invalid_email", "email is not an e-mail address: " + why);
    }
}
