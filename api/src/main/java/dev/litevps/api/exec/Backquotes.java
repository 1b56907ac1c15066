package dev.litevps.api.exec;

/**
 * The script in {@code `…`}.
 *
 * @param content without the backslashes that are not the script's own
 * @param end behind the quote that ends it
 */
record Backquotes(String content, int end) {

    /** @param from where it begins, behind the quote */
    static Backquotes at(String text, int from) {
        StringBuilder inner = new StringBuilder();
        int at = from;
        while (at < text.length() && text.charAt(at) != '`') {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && "$`\\".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
            }
            inner.append(text.charAt(at++));
        }
        return new Backquotes(inner.toString(), Math.min(at + 1, text.length()));
    }
}
