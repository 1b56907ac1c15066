package dev.litevps.host.simulated.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a script. */
sealed interface Node {

    /** {@code name=value}, or {@code name+=value}. */
    record Assignment(String name, boolean append, Word value) {}

    /** A redirection.
     *
     * @param document the text that {@code <<} reads; null for other operators */
    record Redirect(
            int descriptor,
            String operator,
            Word target,
            @Nullable HereDocument document) {}

    record Simple(int line, List<Assignment> assignments, List<Word> words, List<Redirect> redirects) implements Node {}

    record Pipeline(List<Node> commands, boolean negated) implements Node {}

    record AndOr(Node left, boolean and, Node right) implements Node {}

    record Sequence(List<Node> nodes) implements Node {}

    record Background(Node body) implements Node {}

    record Subshell(Node body) implements Node {}

    /** A compound command with redirections of its own. */
    record Redirected(Node body, List<Redirect> redirects) implements Node {}

    record If(Node condition, Node then, @Nullable Node otherwise) implements Node {}

    record Loop(Node condition, Node body, boolean until) implements Node {}

    /** {@code for name in words; do body; done}.
     *
     * @param words null for {@code for name; do}, which goes over the positional parameters */
    record For(String name, @Nullable List<Word> words, Node body) implements Node {}

    record CaseItem(List<Word> patterns, Node body) {}

    record Case(Word subject, List<CaseItem> items) implements Node {}

    record Function(String name, Node body) implements Node {}

    /** {@code [[ … ]]}. */
    record Condition(List<Word> words) implements Node {}

    /** {@code (( … ))}. */
    record ArithmeticCommand(Word expression) implements Node {}
}
