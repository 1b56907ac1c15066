package dev.litevps.command.vps;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What labels may be: at most 16, with keys of 1 to 63 lower-case letters, digits and {@code ._/-} and values of 0 to 63
 * letters, digits and {@code ._-}, both with a letter or digit at either end. A colon is in neither: filters put one between.
 */
public final class Labels {

    /** So many a VPS has. */
    public static final int MOST = 16;

    private static final Pattern KEY = Pattern.compile("[a-z0-9]([a-z0-9._/-]{0,61}[a-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");

    private Labels() {}

    static void require(Map<String, @Nullable String> labels) {
        if (labels.size() > MOST) {
            throw invalid("a VPS may have at most %d labels".formatted(MOST));
        }
        labels.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw invalid(
                        "a label's key has 1 to 63 lower-case letters, digits, dots, slashes, underscores and hyphens,"
                                + " with a letter or digit at either end");
            }
            if (value == null || !VALUE.matcher(value).matches()) {
                throw invalid(
                        "a label's value is a string of at most 63 letters, digits, dots, underscores and hyphens,"
                                + " with a letter or digit at either end");
            }
        });
    }

    private static CommandRejected invalid(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
