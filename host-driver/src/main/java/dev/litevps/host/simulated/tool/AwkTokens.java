package dev.litevps.host.simulated.tool;

import java.util.List;
import java.util.Set;

/** Reads the words and signs of an {@code awk} program. */
final class AwkTokens {

    /** What a token is. */
    enum Kind {
        NUMBER,
        TEXT,
        REGEX,
        NAME,
        /** A name with a parenthesis right behind it. */
        CALL,
        SIGN,
        NEWLINE,
        END
    }

    private static final List<String> SIGNS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "!~", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "**");
    private static final Set<String> BEFORE_DIVISION = Set.of(")", "]", "$", "++", "--");

    private final String text;
    private int at;
    private Kind kind = Kind.NEWLINE;
    private String value = "";

    AwkTokens(String text) {
        this.text = text;
        next();
    }

    Kind kind() {
        return kind;
    }

    String value() {
        return value;
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && value.equals(sign);
    }

    boolean isName(String name) {
        return (kind == Kind.NAME || kind == Kind.CALL) && value.equals(name);
    }

    boolean take(String sign) {
        if (is(sign) || isName(sign)) {
            next();
            return true;
        }
        return false;
    }

    void expect(String sign) {
        if (!take(sign)) {
            throw error();
        }
    }

    UsageException error() {
        return new UsageException("syntax error at or near " + (kind == Kind.END ? "end of program" : value), 2);
    }

    /** Skips the ends of lines, and semicolons too if asked. */
    void skipLines(boolean semicolons) {
        while (kind == Kind.NEWLINE || (semicolons && is(";"))) {
            next();
        }
    }

    void next() {
        boolean operandBefore = kind == Kind.NUMBER
                || kind == Kind.TEXT
                || kind == Kind.REGEX
                || kind == Kind.NAME
                || (kind == Kind.SIGN && BEFORE_DIVISION.contains(value));
        skipBlanks();
        if (at >= text.length()) {
            set(Kind.END, "", 0);
            return;
        }
        char c = text.charAt(at);
        if (c == '\n') {
            set(Kind.NEWLINE, "newline", 1);
        } else if (Character.isDigit(c)
                || (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
            number();
        } else if (c == '"') {
            quoted('"', Kind.TEXT);
        } else if (c == '/' && !operandBefore) {
            quoted('/', Kind.REGEX);
        } else if (c == '_' || Character.isLetter(c)) {
            name();
        } else {
            sign();
        }
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private void set(Kind newKind, String newValue, int length) {
        kind = newKind;
        value = newValue;
        at += length;
    }

    private void number() {
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            boolean exponent = text.charAt(end) == 'e' || text.charAt(end) == 'E';
            boolean signed = exponent && end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0;
            end += signed ? 2 : 1;
        }
        set(Kind.NUMBER, text.substring(at, end), end - at);
    }

    private void quoted(char delimiter, Kind quotedKind) {
        StringBuilder content = new StringBuilder();
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != delimiter) {
            char c = text.charAt(end++);
            if (c == '\\' && end < text.length()) {
                char escaped = text.charAt(end++);
                if (escaped != delimiter) {
                    content.append('\\');
                }
                content.append(escaped);
            } else {
                content.append(c);
            }
        }
        if (end >= text.length()) {
            throw new UsageException("syntax error: not ended: " + text.substring(at), 2);
        }
        String raw = content.toString();
        set(quotedKind, quotedKind == Kind.TEXT ? Invocation.raw(Escapes.decode(raw)) : raw, end + 1 - at);
    }

    private void name() {
        int end = at;
        while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
            end++;
        }
        boolean call = end < text.length() && text.charAt(end) == '(';
        set(call ? Kind.CALL : Kind.NAME, text.substring(at, end), end - at);
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                set(Kind.SIGN, sign, sign.length());
                return;
            }
        }
        set(Kind.SIGN, text.substring(at, at + 1), 1);
    }
}
