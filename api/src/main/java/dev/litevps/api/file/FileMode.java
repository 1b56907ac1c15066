package dev.litevps.api.file;

import dev.litevps.api.web.ApiException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The permissions of a file in their usual octal form, such as 0644. */
final class FileMode {

    private static final int OCTAL = 8;
    private static final Pattern FORM = Pattern.compile("[0-7]{3,4}");

    private FileMode() {}

    /** The permissions, or null if the request says nothing of them; {@link ApiException} 400 if they are no octal number. */
    static @Nullable Integer parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!FORM.matcher(text).matches()) {
            throw ApiException.badRequest("invalid_mode", "mode must be three or four octal digits, such as 0644");
        }
        return Integer.parseInt(text, OCTAL);
    }

    static String format(int mode) {
        return "%04o".formatted(mode);
    }
}
