package dev.litevps.host.simulated.tool;

import java.util.Map;
import java.util.function.IntPredicate;

/** The sets of characters of {@code tr}: ranges, classes, escapes. */
final class TranslateSets {

    private static final int BYTES = 256;
    private static final Map<String, IntPredicate> CLASSES = Map.of(
            "lower", c -> c >= 'a' && c <= 'z',
            "upper", c -> c >= 'A' && c <= 'Z',
            "digit", c -> c >= '0' && c <= '9',
            "alpha", TranslateSets::isLetter,
            "alnum", c -> isLetter(c) || (c >= '0' && c <= '9'),
            "space", c -> c == ' ' || (c >= '\t' && c <= '\r'),
            "blank", c -> c == ' ' || c == '\t',
            "punct", c -> c > ' ' && c < 127 && !isLetter(c) && !(c >= '0' && c <= '9'),
            "cntrl", c -> c < ' ' || c == 127,
            "print", c -> c >= ' ' && c < 127);

    private TranslateSets() {}

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Every character of the set, one for each byte, in order. */
    static String expand(String set) {
        String text = set;
        for (Map.Entry<String, IntPredicate> each : CLASSES.entrySet()) {
            text = text.replace("[:" + each.getKey() + ":]", members(each.getValue()));
        }
        text = Invocation.raw(Escapes.decode(text));
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-' && text.charAt(i + 2) >= text.charAt(i);
            if (range && text.length() < BYTES / 4) {
                for (char c = text.charAt(i); c <= text.charAt(i + 2); c++) {
                    expanded.append(c);
                }
                i += 2;
            } else {
                expanded.append(text.charAt(i));
            }
        }
        return expanded.toString();
    }

    static String complement(String set) {
        return members(c -> set.indexOf(c) < 0);
    }

    private static String members(IntPredicate test) {
        StringBuilder members = new StringBuilder();
        for (int c = 0; c < BYTES; c++) {
            if (test.test(c)) {
                members.append((char) c);
            }
        }
        return members.toString();
    }
}
