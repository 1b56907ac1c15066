package dev.litevps.api.file;

import dev.litevps.api.web.ApiException;
import org.jspecify.annotations.Nullable;

/** A path in a guest, as a request names it. */
final class GuestPath {

    /** Linux's own: {@code PATH_MAX} with its final NUL, and {@code NAME_MAX}. In bytes there, so never more than in characters. */
    private static final int LONGEST = 4_095;

    private static final int LONGEST_NAME = 255;

    private GuestPath() {}

    /** The path; {@link ApiException} 400 if it is missing, is not absolute, or can be no file's. */
    static String parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw ApiException.badRequest("missing_path", "the query parameter path is required");
        }
        if (!text.startsWith("/")) {
            throw refused("it must be absolute, which is to begin with a slash");
        }
        if (text.endsWith("/")) {
            throw refused("it names a folder");
        }
        if (text.length() > LONGEST) {
            throw refused("it is longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw refused("it contains a control character");
        }
        for (String name : text.split("/", -1)) {
            if (name.equals(".") || name.equals("..")) {
                throw refused("it must not contain . or .. as a name");
            }
            if (name.length() > LONGEST_NAME) {
                throw refused("a name in it is longer than " + LONGEST_NAME + " characters");
            }
        }
        return text;
    }

    /** The last name in the path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ApiException refused(String why) {
        return ApiException.badRequest("invalid_path", "path cannot be that of a file: " + why);
    }
}
