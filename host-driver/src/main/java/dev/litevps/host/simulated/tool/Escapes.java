package dev.litevps.host.simulated.tool;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The backslash escapes of {@code printf}, {@code echo -e} and {@code $'…'}. */
public final class Escapes {

    private static final String LETTERS = "abefnrtv\\'\"?";
    private static final String MEANINGS = "\007\b\033\f\n\r\t\013\\'\"?";

    private Escapes() {}

    /** The text that is meant; an unknown escape stays as it is. */
    public static String decode(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        // Bytes, because one character may be written as several escapes.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                int start = at - 1;
                at = Character.isHighSurrogate(c) && at < text.length() ? at + 1 : at;
                bytes.writeBytes(text.substring(start, at).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            at = escape(text, at, bytes);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int escape(String text, int start, ByteArrayOutputStream bytes) {
        char letter = text.charAt(start);
        int known = LETTERS.indexOf(letter);
        if (known >= 0) {
            bytes.write(MEANINGS.charAt(known));
            return start + 1;
        }
        if (letter >= '0' && letter <= '7') {
            return number(text, start, letter == '0' ? 4 : 3, 8, bytes);
        }
        if (letter == 'x' && start + 1 < text.length() && Character.digit(text.charAt(start + 1), 16) >= 0) {
            return number(text, start + 1, 2, 16, bytes);
        }
        if (letter == 'u' && start + 5 <= text.length()) {
            try {
                int code = Integer.parseInt(text, start + 1, start + 5, 16);
                bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
                return start + 5;
            } catch (NumberFormatException e) {
                // Not an escape after all.
            }
        }
        bytes.write('\\');
        return start;
    }

    private static int number(String text, int start, int digits, int radix, ByteArrayOutputStream bytes) {
        int value = 0;
        int at = start;
        while (at < text.length() && at < start + digits && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at), radix);
            at++;
        }
        bytes.write(value);
        return at;
    }
}
