package dev.litevps.host.simulated.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of a script, before its expansion. */
record Word(List<Part> parts) {

    Word {
        parts = List.copyOf(parts);
    }

    /** A piece of a word; what comes of a quoted one is neither split nor taken as a pattern. */
    sealed interface Part {}

    record Literal(String text, boolean quoted) implements Part {}

    /**
     * {@code $name}, or {@code ${name}} with an operator.
     *
     * @param operator {@code "#length"} for {@code ${#name}}; null if there is none
     * @param second the replacement of {@code ${name/pattern/replacement}}
     */
    record Parameter(
            String name,
            @Nullable String operator,
            @Nullable Word argument,
            @Nullable Word second,
            boolean quoted) implements Part {}

    record CommandSubstitution(Node body, boolean quoted) implements Part {}

    record Arithmetic(Word expression, boolean quoted) implements Part {}

    /** The text of a word that is one unquoted literal; null for any other. */
    @Nullable
    String plain() {
        return parts.size() == 1 && parts.getFirst() instanceof Literal literal && !literal.quoted()
                ? literal.text()
                : null;
    }
}
