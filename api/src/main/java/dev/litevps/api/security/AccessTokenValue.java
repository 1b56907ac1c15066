package dev.litevps.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the holder of an access token shows: {@code vtk_} and 256 random bits in base64url. A secret, shown once and never
 * stored. A hash without salt and without delay is enough to keep it: nobody can try 2^256 values.
 */
public final class AccessTokenValue {

    private static final String PREFIX = "vtk_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private AccessTokenValue(String text) {
        this.text = text;
    }

    /** A value that nobody has had before. */
    public static AccessTokenValue random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** The value that these 32 bytes are, of which nobody else may know anything. */
    public static AccessTokenValue of(byte[] bytes) {
        if (bytes.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("an access token has " + RANDOM_BYTES + " bytes");
        }
        return new AccessTokenValue(
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether somebody who shows this means an access token, be it a good one or not. */
    static boolean isMeant(String shown) {
        return shown.startsWith(PREFIX);
    }

    /** The value, if the text has the form of one. */
    static Optional<AccessTokenValue> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AccessTokenValue(text)) : Optional.empty();
    }

    /** The secret itself, for whoever it was made for. */
    public String reveal() {
        return text;
    }

    /** Its SHA-256, by which it is known again. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the secret, since it may end up in a log. */
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
