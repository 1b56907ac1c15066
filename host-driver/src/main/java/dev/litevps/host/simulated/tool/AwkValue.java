package dev.litevps.host.simulated.tool;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of {@code awk}: a number, a text, or a text from the input that looks like a number and compares as one.
 *
 * @param numeric whether it compares as a number
 */
record AwkValue(String text, double number, boolean numeric) {

    static final AwkValue NOTHING = new AwkValue("", 0, true);

    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)");
    private static final double EXACT = 1e16;

    static AwkValue of(double number) {
        return new AwkValue(text(number), number, true);
    }

    static AwkValue of(boolean truth) {
        return of(truth ? 1 : 0);
    }

    static AwkValue of(String text) {
        return new AwkValue(text, number(text), false);
    }

    /** A piece of the input. */
    static AwkValue input(String text) {
        Matcher matcher = NUMBER.matcher(text);
        boolean numeric = matcher.lookingAt() && text.substring(matcher.end()).isBlank();
        return new AwkValue(text, numeric ? number(text) : 0, numeric);
    }

    /** The number at the start of a text; 0 if there is none. */
    static double number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.lookingAt() ? Double.parseDouble(String.valueOf(matcher.group(1))) : 0;
    }

    private static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < EXACT) {
            return Long.toString((long) number);
        }
        return AwkFormat.general(number, 6);
    }

    boolean isTrue() {
        return numeric ? number != 0 : !text.isEmpty();
    }

    int compare(AwkValue other) {
        return numeric && other.numeric ? Double.compare(number, other.number) : text.compareTo(other.text);
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }
}
