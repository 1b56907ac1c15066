package dev.litevps.api.exec;

/** Finds where a parenthesis of a shell script closes; quoted ones do not count. */
record Parentheses(String text) {

    /** Whether nothing is between what is open before {@code from} and where it closes. */
    boolean areEmpty(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ')';
    }

    /** The index of the one that closes what is open before {@code from}, or the length of the text if none does. */
    int closing(int from) {
        int open = 1;
        char quote = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open == 0) {
                return at;
            }
        }
        return text.length();
    }
}
