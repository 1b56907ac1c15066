package dev.litevps.host.simulated.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a script, one complete command at a time: what stands before an error still runs, as in every shell. */
final class ScriptParser {

    private static final Set<String> CLOSERS = Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}", ";;");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\+?)=(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_:.+][A-Za-z0-9_:.+-]*");
    /** Far deeper than people nest; the interpreter's stack bears it. */
    private static final int DEPTH_LIMIT = 200;

    private final boolean interactive;
    private final Source source;
    private final WordParser words;
    private final Queue<HereDocument> awaitedDocuments = new ArrayDeque<>();
    private int depth;

    ScriptParser(String script) {
        this(script, false);
    }

    /** @param interactive whether more text can come: then a here-document must be ended by its delimiter */
    ScriptParser(String script, boolean interactive) {
        this.interactive = interactive;
        this.source = new Source(script);
        this.words = new WordParser(source, this::list);
    }

    /** The next complete command; null at the end of the script. */
    @Nullable
    Node next() {
        skipNewlines();
        if (source.atEnd()) {
            return null;
        }
        List<Node> nodes = new ArrayList<>();
        do {
            nodes.add(terminated(andOr()));
            source.skipBlanks();
        } while (!source.atEnd() && source.peek() != '\n');
        takeNewline();
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
        skipNewlines();
        while (!atCloser()) {
            nodes.add(terminated(andOr()));
            skipNewlines();
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
            skipNewlines();
            left = new Node.AndOr(left, and, pipeline());
        }
    }

    private Node pipeline() {
        source.skipBlanks();
        boolean negated = false;
        while (takeKeyword("!")) {
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
            skipNewlines();
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
        Node compound = compound();
        if (compound == null) {
            return simple();
        }
        List<Node.Redirect> redirects = new ArrayList<>();
        for (Node.Redirect redirect = redirect(); redirect != null; redirect = redirect()) {
            redirects.add(redirect);
        }
        return redirects.isEmpty() ? compound : new Node.Redirected(compound, redirects);
    }

    private @Nullable Node compound() {
        if (source.take("((")) {
            return new Node.ArithmeticCommand(words.arithmetic());
        }
        if (source.take("(")) {
            Node body = list();
            expect(")");
            return new Node.Subshell(body);
        }
        if (takeKeyword("{")) {
            Node body = list();
            expectKeyword("}");
            return body;
        }
        if (takeKeyword("if")) {
            return conditional();
        }
        boolean until = source.peekRawWord().equals("until");
        if (takeKeyword("while") || takeKeyword("until")) {
            Node condition = list();
            return new Node.Loop(condition, doGroup(), until);
        }
        if (takeKeyword("for")) {
            return forLoop();
        }
        if (takeKeyword("case")) {
            return caseCommand();
        }
        if (takeKeyword("[[")) {
            return condition();
        }
        return function();
    }

    private Node conditional() {
        Node condition = list();
        expectKeyword("then");
        Node then = list();
        if (takeKeyword("elif")) {
            return new Node.If(condition, then, conditional());
        }
        Node otherwise = takeKeyword("else") ? list() : null;
        expectKeyword("fi");
        return new Node.If(condition, then, otherwise);
    }

    private Node doGroup() {
        skipNewlines();
        source.skipBlanks();
        source.take(";");
        skipNewlines();
        expectKeyword("do");
        Node body = list();
        expectKeyword("done");
        return body;
    }

    private Node forLoop() {
        source.skipBlanks();
        String name = source.peekRawWord();
        if (!NAME.matcher(name).matches()) {
            throw source.error("Syntax error: Bad for loop variable");
        }
        source.take(name);
        skipNewlines();
        List<Word> items = null;
        if (takeKeyword("in")) {
            items = new ArrayList<>();
            for (Word item = nextWord(); item != null; item = nextWord()) {
                items.add(item);
            }
        }
        return new Node.For(name, items, doGroup());
    }

    private Node caseCommand() {
        Word subject = nextWord();
        if (subject == null) {
            throw source.unexpected();
        }
        skipNewlines();
        expectKeyword("in");
        List<Node.CaseItem> items = new ArrayList<>();
        skipNewlines();
        while (!takeKeyword("esac")) {
            source.take("(");
            List<Word> patterns = new ArrayList<>();
            do {
                Word pattern = nextWord();
                if (pattern == null) {
                    throw source.unexpected();
                }
                patterns.add(pattern);
                source.skipBlanks();
            } while (source.take("|"));
            expect(")");
            items.add(new Node.CaseItem(patterns, list()));
            source.take(";;");
            skipNewlines();
        }
        return new Node.Case(subject, items);
    }

    /** Between the double brackets, the signs of the shell are words of the condition. */
    private Node condition() {
        List<Word> operands = new ArrayList<>();
        while (true) {
            skipNewlines();
            if (takeKeyword("]]")) {
                return new Node.Condition(operands);
            }
            String sign = null;
            boolean regular =
                    !operands.isEmpty() && "=~".equals(operands.getLast().plain());
            for (String candidate : List.of("&&", "||", "<", ">", "(", ")")) {
                if (!regular && sign == null && source.take(candidate)) {
                    sign = candidate;
                }
            }
            Word operand = sign != null
                    ? new Word(List.of(new Word.Literal(sign, false)))
                    : regular ? words.upToBlank() : words.word();
            if (operand == null) {
                throw source.unexpected();
            }
            operands.add(operand);
        }
    }

    private @Nullable Node function() {
        boolean keyword = takeKeyword("function");
        source.skipBlanks();
        String name = source.peekRawWord();
        if (!keyword && (!FUNCTION_NAME.matcher(name).matches() || !parenthesesFollow(name))) {
            return null;
        }
        source.take(name);
        source.skipBlanks();
        if (source.take("(")) {
            expect(")");
        }
        skipNewlines();
        Node body = command();
        return new Node.Function(name, body);
    }

    private boolean parenthesesFollow(String name) {
        int ahead = name.length();
        while (source.peek(ahead) == ' ') {
            ahead++;
        }
        return source.peek(ahead) == '(';
    }

    private Node simple() {
        int line = source.line();
        List<Node.Assignment> assignments = new ArrayList<>();
        List<Word> arguments = new ArrayList<>();
        List<Node.Redirect> redirects = new ArrayList<>();
        while (true) {
            Node.Redirect redirect = redirect();
            if (redirect != null) {
                redirects.add(redirect);
                continue;
            }
            Word word = nextWord();
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

    private @Nullable Word nextWord() {
        source.skipBlanks();
        return words.word();
    }

    private Node.@Nullable Redirect redirect() {
        source.skipBlanks();
        int digits = 0;
        while (Character.isDigit(source.peek(digits))) {
            digits++;
        }
        char sign = source.peek(digits);
        boolean both = digits == 0 && sign == '&' && source.peek(1) == '>';
        if (digits > 3 || (sign != '<' && sign != '>' && !both)) {
            return null;
        }
        int number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + source.next() - '0';
        }
        int descriptor = digits > 0 ? number : sign == '<' ? 0 : 1;
        for (String operator : List.of("&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">")) {
            if (source.take(operator)) {
                return redirect(descriptor, operator);
            }
        }
        throw source.unexpected();
    }

    private Node.Redirect redirect(int descriptor, String operator) {
        source.skipBlanks();
        String raw = source.peekRawWord();
        Word target = nextWord();
        if (target == null) {
            throw source.unexpected();
        }
        if (!operator.equals("<<") && !operator.equals("<<-")) {
            return new Node.Redirect(descriptor, operator, target, null);
        }
        boolean quoted = raw.indexOf('\'') >= 0 || raw.indexOf('"') >= 0 || raw.indexOf('\\') >= 0;
        String delimiter = raw.replaceAll("['\"\\\\]", "");
        HereDocument document = new HereDocument(delimiter, !quoted, operator.equals("<<-"));
        awaitedDocuments.add(document);
        return new Node.Redirect(descriptor, operator, target, document);
    }

    private void skipNewlines() {
        source.skipBlanks();
        while (source.peek() == '\n') {
            takeNewline();
            source.skipBlanks();
        }
    }

    private void takeNewline() {
        source.take("\n");
        while (!awaitedDocuments.isEmpty()) {
            readDocument(awaitedDocuments.remove());
        }
    }

    private void readDocument(HereDocument document) {
        StringBuilder text = new StringBuilder();
        while (true) {
            if (source.atEnd()) {
                if (interactive) {
                    throw source.incomplete("Syntax error: here-document is not ended by " + document.delimiter());
                }
                break;
            }
            String line = source.restOfLine();
            String stripped = document.areTabsStripped() ? line.replaceFirst("^\t+", "") : line;
            if (stripped.equals(document.delimiter())) {
                break;
            }
            text.append(stripped).append('\n');
        }
        document.read(
                document.isExpanded()
                        ? new ScriptParser(text.toString()).words.restAsQuoted()
                        : new Word(List.of(new Word.Literal(text.toString(), true))));
    }

    private boolean takeKeyword(String keyword) {
        source.skipBlanks();
        return source.peekRawWord().equals(keyword) && source.take(keyword);
    }

    private void expectKeyword(String keyword) {
        skipNewlines();
        if (!takeKeyword(keyword)) {
            throw source.unexpected();
        }
    }

    private void expect(String sign) {
        skipNewlines();
        if (!source.take(sign)) {
            throw source.unexpected();
        }
    }
}
