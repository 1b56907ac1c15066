package dev.litevps.api.exec;

/** {@code $'…'}: a word of Bash in which signs may be written by their numbers. */
final class AnsiQuote {

    private static final String NAMED = "abefnrtv";
    private static final String MEANT = "\u0007\b\u001b\f\n\r\t\u000b";

    private final String text;
    private final StringBuilder content = new StringBuilder();
    private int at;

    private AnsiQuote(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** @param from where it begins, behind the quote */
    static AnsiQuote at(String text, int from) {
        AnsiQuote quote = new AnsiQuote(text, from);
        quote.read();
        return quote;
    }

    /** What it stands for. */
    String content() {
        return content.toString();
    }

    /** Behind the quote that ends it. */
    int end() {
        return at;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\'') {
                return;
            }
            if (c == '\\' && at < text.length()) {
                escaped(text.charAt(at++));
            } else {
                content.append(c);
            }
        }
    }

    private void escaped(char c) {
        switch (c) {
            case 'x' -> number(16, 2, c);
            case 'u' -> number(16, 4, c);
            case 'U' -> number(16, 8, c);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                number(8, 3, c);
            }
            default -> {
                int named = NAMED.indexOf(c);
                content.append(named >= 0 ? MEANT.charAt(named) : c);
            }
        }
    }

    private void number(int radix, int mostDigits, char letter) {
        int from = at;
        long value = 0;
        while (at < text.length() && at - from < mostDigits && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at++), radix);
        }
        if (at == from) {
            content.append('\\').append(letter);
        } else if (Character.isValidCodePoint((int) value)) {
            content.appendCodePoint((int) value);
        }
    }
}
