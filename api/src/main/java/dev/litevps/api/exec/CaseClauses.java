package dev.litevps.api.exec;

import java.util.List;

/**
 * Which words of a script are patterns of {@code case … in pattern) …;; esac}, and so are not run. What cannot be such a
 * pattern counts as a command.
 */
final class CaseClauses {

    /** Where the first pattern may stand behind {@code case word in}. */
    private static final int FIRST_PATTERN = 3;

    private int open;
    private boolean patternFollows;

    /** {@code ;;} and its like: another pattern may follow. */
    void endClause() {
        patternFollows = open > 0;
    }

    /**
     * Whether the words are only a pattern.
     *
     * @param words of what would be a command; never empty
     * @param end the sign that ends it
     */
    boolean isPattern(List<String> words, char end) {
        if (words.getFirst().equals("esac")) {
            open = Math.max(0, open - 1);
            patternFollows = false;
            return false;
        }
        if (patternFollows) {
            patternFollows = end == '|';
            return words.size() == 1 && (end == '|' || end == ')');
        }
        int start = begin(words);
        if (start < 0) {
            return false;
        }
        List<String> patterns = words.subList(start + FIRST_PATTERN, words.size());
        if (patterns.contains("esac")) {
            return false;
        }
        open++;
        patternFollows = end == '|' || (patterns.isEmpty() && (end == '\n' || end == '('));
        return true;
    }

    /** Where {@code case word in} begins, behind such as {@code then}; negative if it does not. */
    private static int begin(List<String> words) {
        int at = 0;
        while (at < words.size() && Invocation.RESERVED.contains(words.get(at))) {
            at++;
        }
        boolean begins = words.size() >= at + FIRST_PATTERN
                && words.get(at).equals("case")
                && words.get(at + 2).equals("in");
        return begins ? at : -1;
    }
}
