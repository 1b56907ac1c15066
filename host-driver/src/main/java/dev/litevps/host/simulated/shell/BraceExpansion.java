package dev.litevps.host.simulated.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code a{b,c}} and {@code {1..9}} of bash, within one unquoted piece of a word. */
final class BraceExpansion {

    private static final Pattern NUMBERS = Pattern.compile("(-?\\d{1,6})\\.\\.(-?\\d{1,6})");
    private static final Pattern LETTERS = Pattern.compile("([a-zA-Z])\\.\\.([a-zA-Z])");
    private static final int LIMIT = 10_000;

    private BraceExpansion() {}

    static List<Word> of(Word word) {
        for (int i = 0; i < word.parts().size(); i++) {
            if (!(word.parts().get(i) instanceof Word.Literal literal) || literal.quoted()) {
                continue;
            }
            List<String> texts = expand(literal.text());
            if (texts.size() < 2) {
                continue;
            }
            List<Word> words = new ArrayList<>();
            for (String text : texts) {
                List<Word.Part> parts = new ArrayList<>(word.parts());
                parts.set(i, new Word.Literal(text, false));
                words.add(new Word(parts));
            }
            return words;
        }
        return List.of(word);
    }

    private static List<String> expand(String text) {
        int open = text.indexOf('{');
        int close = open < 0 ? -1 : closing(text, open);
        if (close < 0) {
            return List.of(text);
        }
        List<String> alternatives = alternatives(text.substring(open + 1, close));
        if (alternatives.isEmpty()) {
            return List.of(text);
        }
        List<String> expanded = new ArrayList<>();
        for (String tail : expand(text.substring(close + 1))) {
            for (String alternative : alternatives) {
                for (String inner : expand(alternative)) {
                    if (expanded.size() == LIMIT) {
                        throw new ShellExit.Failure(2, "brace expansion: too many words");
                    }
                    expanded.add(text.substring(0, open) + inner + tail);
                }
            }
        }
        return expanded;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> alternatives(String inside) {
        List<String> found = new ArrayList<>();
        Matcher numbers = NUMBERS.matcher(inside);
        if (numbers.matches()) {
            addRange(found, Integer.parseInt(group(numbers, 1)), Integer.parseInt(group(numbers, 2)), false);
            return found;
        }
        Matcher letters = LETTERS.matcher(inside);
        if (letters.matches()) {
            addRange(found, group(letters, 1).charAt(0), group(letters, 2).charAt(0), true);
            return found;
        }
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                found.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        if (!found.isEmpty()) {
            found.add(inside.substring(start));
        }
        return found;
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }

    private static void addRange(List<String> found, int from, int to, boolean letters) {
        int step = from <= to ? 1 : -1;
        for (int value = from; value != to + step && found.size() < LIMIT; value += step) {
            found.add(letters ? Character.toString(value) : Integer.toString(value));
        }
    }
}
