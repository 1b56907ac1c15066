package dev.litevps.host.simulated.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a script, one complete command at a time: what stands before an error still runs, as in every shell. */
final class ScriptParser {

    private static final Set<String> CLOSERS = Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}", ";;");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\+?)=(.*)", Pattern.DOTALL);
    /** Far deeper than people nest; the interpreter's stack bears it. */
    private static final int DEPTH_LIMIT = 200;

    private final Tokens tokens;
    private final Source source;
    private final CompoundParser compounds;
    private int depth;

    ScriptParser(String script) {
        this(script, false);
    }

    /** @param interactive whether more text can come: then a here-document must be ended by its delimiter */
    ScriptParser(String script, boolean interactive) {
        this.tokens = new Tokens(script, interactive, this::list);
        this.source = tokens.source();
        this.compounds = new CompoundParser(tokens, this::list, this::command);
    }

    /** The text of a here-document, in which parameters and substitutions count. */
    static Word hereDocument(String text) {
        return new ScriptParser(text).tokens.words().restAsQuoted();
    }

    /** The next complete command; null at the end of the script. */
    @Nullable
    Node next() {
        tokens.skipNewlines();
        if (source.atEnd()) {
            return null;
        }
        List<Node> nodes = new ArrayList<>();
        do {
            nodes.add(terminated(andOr()));
            source.skipBlanks();
        } while (!source.atEnd() && source.peek() != '\n');
        tokens.takeNewline();
        return single(nodes);
    }

    /** The whole script. */
    Node all() {
        List<Node> nodes = new ArrayList<>();
        for (Node node = next(); node != null; node = next()) {
            nodes.add(node);
        }
        return single(nodes);
    }

    private static Node single(List<Node> nodes) {
        return nodes.size() == 1 ? nodes.getFirst() : new Node.Sequence(nodes);
    }

    /** Commands up to a word or sign that closes them. */
    private Node list() {
        if (++depth > DEPTH_LIMIT) {
            throw source.error("Syntax error: too deeply nested");
        }
        List<Node> nodes = new ArrayList<>();
        tokens.skipNewlines();
        while (!atCloser()) {
            nodes.add(terminated(andOr()));
            tokens.skipNewlines();
        }
        depth--;
        return single(nodes);
    }

    private boolean atCloser() {
        return source.atEnd() || source.peek() == ')' || source.looksAt(";;") || CLOSERS.contains(source.peekRawWord());
    }

    /** Reads the sign after a command, if there is one. */
    private Node terminated(Node node) {
        source.skipBlanks();
        if (source.peek() == '&' && source.peek(1) != '&') {
            source.next();
            return new Node.Background(node);
        }
        if (source.peek() == ';' && source.peek(1) != ';') {
            source.next();
        } else if ((!source.atEnd() && source.peek() != '\n' && !atCloser()) || (source.peek() == ')' && depth == 0)) {
            throw source.unexpected();
        }
        return node;
    }

    private Node andOr() {
        Node left = pipeline();
        while (true) {
            source.skipBlanks();
            boolean and = source.looksAt("&&");
            if (!and && !source.looksAt("||")) {
                return left;
            }
            source.take(and ? "&&" : "||");
            tokens.skipNewlines();
            left = new Node.AndOr(left, and, pipeline());
        }
    }

    private Node pipeline() {
        source.skipBlanks();
        boolean negated = false;
        while (tokens.takeKeyword("!")) {
            negated = !negated;
        }
        List<Node> commands = new ArrayList<>();
        commands.add(command());
        while (true) {
            source.skipBlanks();
            if (source.peek() != '|' || source.peek(1) == '|') {
                break;
            }
            source.next();
            boolean withErrors = source.take("&");
            if (withErrors) {
                Node last = commands.removeLast();
                commands.add(new Node.Redirected(last, List.of(errorsToOutput())));
            }
            tokens.skipNewlines();
            commands.add(command());
        }
        return commands.size() == 1 && !negated ? commands.getFirst() : new Node.Pipeline(commands, negated);
    }

    private static Node.Redirect errorsToOutput() {
        return new Node.Redirect(2, ">&", new Word(List.of(new Word.Literal("1", true))), null);
    }

    private Node command() {
        source.skipBlanks();
        if (CLOSERS.contains(source.peekRawWord())) {
            throw source.unexpected();
        }
        Node compound = compounds.compound();
        if (compound == null) {
            return simple();
        }
        List<Node.Redirect> redirects = new ArrayList<>();
        for (Node.Redirect redirect = tokens.redirect(); redirect != null; redirect = tokens.redirect()) {
            redirects.add(redirect);
        }
        return redirects.isEmpty() ? compound : new Node.Redirected(compound, redirects);
    }

    private Node simple() {
        int line = source.line();
        List<Node.Assignment> assignments = new ArrayList<>();
        List<Word> arguments = new ArrayList<>();
        List<Node.Redirect> redirects = new ArrayList<>();
        while (true) {
            Node.Redirect redirect = tokens.redirect();
            if (redirect != null) {
                redirects.add(redirect);
                continue;
            }
            Word word = tokens.nextWord();
            if (word == null) {
                break;
            }
            Node.Assignment assignment = arguments.isEmpty() ? assignment(word) : null;
            if (assignment != null) {
                assignments.add(assignment);
            } else {
                arguments.add(word);
            }
        }
        if (assignments.isEmpty() && arguments.isEmpty() && redirects.isEmpty()) {
            throw source.unexpected();
        }
        return new Node.Simple(line, assignments, arguments, redirects);
    }

    static Node.@Nullable Assignment assignment(Word word) {
        if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Word.Literal first) || first.quoted()) {
            return null;
        }
        Matcher matcher = ASSIGNMENT.matcher(first.text());
        if (!matcher.matches()) {
            return null;
        }
        List<Word.Part> value = new ArrayList<>(word.parts());
        value.set(0, new Word.Literal(Objects.requireNonNull(matcher.group(3)), false));
        boolean append = "+".equals(matcher.group(2));
        return new Node.Assignment(Objects.requireNonNull(matcher.group(1)), append, new Word(value));
    }
}
