package dev.litevps.host.simulated.shell;

/** The text of a script and how far it has been read. */
final class Source {

    static final char END = '\0';
    private static final String META = " \t\n;&|<>()";

    private final String text;
    private int at;
    private int line = 1;

    Source(String text) {
        // A NUL has no place in a script and serves as end mark here.
        this.text = text.replace("\0", "").replace("\r\n", "\n");
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char next() {
        char c = peek();
        if (c == '\n') {
            line++;
        }
        at++;
        return c;
    }

    boolean looksAt(String expected) {
        return text.startsWith(expected, at);
    }

    /** Reads the text if it comes next. */
    boolean take(String expected) {
        if (!looksAt(expected)) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            next();
        }
        return true;
    }

    /** Skips what separates words on a line: blanks, continued lines, comments. */
    void skipBlanks() {
        while (true) {
            char c = peek();
            if (c == ' ' || c == '\t') {
                next();
            } else if (c == '\\' && peek(1) == '\n') {
                take("\\\n");
            } else if (c == '#') {
                while (!atEnd() && peek() != '\n') {
                    next();
                }
            } else {
                return;
            }
        }
    }

    /** The text up to the end of the line, which is read too. */
    String restOfLine() {
        StringBuilder rest = new StringBuilder();
        while (!atEnd()) {
            char c = next();
            if (c == '\n') {
                break;
            }
            rest.append(c);
        }
        return rest.toString();
    }

    /** The characters up to the next that ends a word; quotes are not looked at, and nothing is read. */
    String peekRawWord() {
        int end = at;
        while (end < text.length() && META.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(at, end);
    }

    static boolean isMeta(char c) {
        return META.indexOf(c) >= 0;
    }

    int line() {
        return line;
    }

    SyntaxError error(String message) {
        return new SyntaxError(line, message, false);
    }

    SyntaxError incomplete(String message) {
        return new SyntaxError(line, message, true);
    }

    /** The complaint about whatever comes next. */
    SyntaxError unexpected() {
        if (atEnd()) {
            return incomplete("Syntax error: end of file unexpected");
        }
        char c = peek();
        String what = c == '\n' ? "newline" : "\"" + (isMeta(c) ? String.valueOf(c) : peekRawWord()) + "\"";
        return error("Syntax error: " + what + " unexpected");
    }
}
