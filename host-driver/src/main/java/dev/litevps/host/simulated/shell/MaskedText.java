package dev.litevps.host.simulated.shell;

import java.util.BitSet;

/** Text of which each character is known to be quoted or not. */
final class MaskedText {

    /** More than a script needs; a loop that doubles a variable ends here and not in the platform's memory. */
    private static final int LIMIT_CHARACTERS = 1024 * 1024;

    private final StringBuilder text = new StringBuilder();
    private final BitSet quoted = new BitSet();

    void append(String more, boolean isQuoted) {
        if (text.length() + more.length() > LIMIT_CHARACTERS) {
            throw new ShellExit.Failure(2, "Cannot allocate memory");
        }
        if (isQuoted) {
            quoted.set(text.length(), text.length() + more.length());
        }
        text.append(more);
    }

    boolean isQuoted(int index) {
        return quoted.get(index);
    }

    String text() {
        return text.toString();
    }
}
