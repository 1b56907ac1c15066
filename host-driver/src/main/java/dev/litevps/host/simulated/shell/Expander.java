package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.tool.ShellPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns words into the fields that a command gets: parameters, substitutions, splitting, file names. */
final class Expander {

    private static final String DEFAULT_SEPARATORS = " \t\n";

    private final Interpreter shell;
    private final Parameters parameters;

    Expander(Interpreter shell) {
        this.shell = shell;
        this.parameters = new Parameters(shell, this);
    }

    /** All fields of all words. */
    List<String> fields(List<Word> words) {
        List<String> fields = new ArrayList<>();
        for (Word word : words) {
            List<Word> alternatives = shell.state().bash ? BraceExpansion.of(word) : List.of(word);
            for (Word alternative : alternatives) {
                Fields expanded = new Fields();
                expand(alternative, expanded);
                for (MaskedText field : expanded.finish()) {
                    addMatches(field, fields);
                }
            }
        }
        return fields;
    }

    private void addMatches(MaskedText field, List<String> fields) {
        String text = field.text();
        if (!shell.state().options.contains('f') && ShellPattern.isPattern(text, field::isQuoted)) {
            List<String> matches = FileNames.matching(shell.process().directory(), field);
            if (!matches.isEmpty()) {
                fields.addAll(matches);
                return;
            }
        }
        fields.add(text);
    }

    /** The word as one field, neither split nor taken as a pattern. */
    String single(Word word) {
        return masked(word).text();
    }

    /** The word as a pattern: what was quoted in it means only itself. */
    Pattern pattern(Word word) {
        return Pattern.compile(patternRegex(word, true), Pattern.DOTALL);
    }

    String patternRegex(Word word, boolean greedy) {
        MaskedText masked = masked(word);
        return ShellPattern.regex(masked.text(), masked::isQuoted, greedy);
    }

    private MaskedText masked(Word word) {
        Fields fields = new Fields();
        fields.splitting = false;
        expand(word, fields);
        List<MaskedText> all = fields.finish();
        if (all.size() == 1) {
            return all.getFirst();
        }
        MaskedText joined = new MaskedText();
        for (int i = 0; i < all.size(); i++) {
            MaskedText field = all.get(i);
            if (i > 0) {
                joined.append(" ", false);
            }
            for (int at = 0; at < field.text().length(); at++) {
                joined.append(field.text().substring(at, at + 1), field.isQuoted(at));
            }
        }
        return joined;
    }

    void expand(Word word, Fields fields) {
        boolean first = true;
        for (Word.Part part : word.parts()) {
            switch (part) {
                case Word.Literal literal -> {
                    String text = first && !literal.quoted() ? withHome(literal.text()) : literal.text();
                    fields.literal(text, literal.quoted());
                }
                case Word.Parameter parameter -> parameters.expand(parameter, fields);
                case Word.CommandSubstitution substitution ->
                    fields.value(shell.substitute(substitution.body()), substitution.quoted());
                case Word.Arithmetic arithmetic ->
                    fields.value(Long.toString(arithmetic(arithmetic.expression())), arithmetic.quoted());
            }
            first = false;
        }
    }

    long arithmetic(Word expression) {
        return arithmetic(single(expression));
    }

    long arithmetic(String expression) {
        return Arithmetic.evaluate(
                expression, parameters::value, (name, value) -> shell.state().set(shell.process(), name, value));
    }

    @Nullable
    String value(String name) {
        return parameters.value(name);
    }

    private String withHome(String text) {
        if (!text.equals("~") && !text.startsWith("~/")) {
            return text;
        }
        return Objects.requireNonNullElse(shell.state().get("HOME"), "/root") + text.substring(1);
    }

    /** Gathers fields, and splits what comes from unquoted expansions at the characters of {@code IFS}. */
    final class Fields {
        private final List<MaskedText> done = new ArrayList<>();
        private @Nullable MaskedText current;
        private boolean splitting = true;

        boolean isSplitting() {
            return splitting;
        }

        private MaskedText current() {
            if (current == null) {
                current = new MaskedText();
            }
            return current;
        }

        void literal(String text, boolean quoted) {
            current().append(text, quoted);
        }

        /** What an expansion gave. */
        void value(String text, boolean quoted) {
            if (quoted) {
                current().append(text, true);
                return;
            }
            if (!splitting) {
                current().append(text, false);
                return;
            }
            split(text);
        }

        private void split(String text) {
            String separators = Objects.requireNonNullElse(shell.state().get("IFS"), DEFAULT_SEPARATORS);
            StringBuilder piece = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (separators.indexOf(c) < 0) {
                    piece.append(c);
                    continue;
                }
                boolean blank = Character.isWhitespace(c);
                if (!piece.isEmpty()) {
                    current().append(piece.toString(), false);
                    piece.setLength(0);
                } else if (!blank) {
                    current();
                }
                endField();
            }
            if (!piece.isEmpty()) {
                current().append(piece.toString(), false);
            }
        }

        /** What comes next belongs to another field. */
        void endField() {
            if (current != null) {
                done.add(current);
                current = null;
            }
        }

        List<MaskedText> finish() {
            endField();
            return done;
        }
    }
}
