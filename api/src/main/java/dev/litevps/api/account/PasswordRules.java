package dev.litevps.api.account;

import dev.litevps.api.web.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which passwords an account may have: long enough, and none of those that are guessed first. There are no rules about kinds
 * of characters, which make passwords worse (NIST SP 800-63B, 5.1.1.2).
 */
@Component
public final class PasswordRules {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    /** What whoever chooses one is told before. */
    public static final String IN_WORDS = SHORTEST + " to " + LONGEST
            + " characters of any kind: a few words are good. Not one that everybody tries first, and not your e-mail address.";

    private static final String COMMON = "/common-passwords.txt";

    private final Set<String> common = read();

    /** The password; {@link ApiException} 400 if it may not be one. */
    String require(@Nullable String password, String email) {
        if (password == null || password.isEmpty()) {
            throw ApiException.badRequest("missing_password", "password is required");
        }
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw refused("it must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (common.contains(lower)) {
            throw refused("it is one of those that everybody tries first");
        }
        if (lower.equals(email) || lower.equals(email.substring(0, email.indexOf('@')))) {
            throw refused("it is the e-mail address");
        }
        return password;
    }

    private static ApiException refused(String why) {
        return ApiException.badRequest("invalid_password", "password cannot be used: " + why);
    }

    private static Set<String> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream(COMMON)), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
