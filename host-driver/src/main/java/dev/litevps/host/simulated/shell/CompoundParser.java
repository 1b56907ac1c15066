package dev.litevps.host.simulated.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads compound commands: groups, conditions, loops, cases and functions. */
final class CompoundParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_:.+][A-Za-z0-9_:.+-]*");

    private final Tokens tokens;
    private final Source source;
    private final Supplier<Node> lists;
    private final Supplier<Node> commands;

    /**
     * Reads from the pieces of a script.
     *
     * @param lists reads commands up to what closes them
     * @param commands reads one command
     */
    CompoundParser(Tokens tokens, Supplier<Node> lists, Supplier<Node> commands) {
        this.tokens = tokens;
        this.source = tokens.source();
        this.lists = lists;
        this.commands = commands;
    }

    /** The compound command that comes next; null if it is a simple one. */
    @Nullable
    Node compound() {
        if (source.take("((")) {
            return new Node.ArithmeticCommand(tokens.words().arithmetic());
        }
        if (source.take("(")) {
            Node body = lists.get();
            tokens.expect(")");
            return new Node.Subshell(body);
        }
        if (tokens.takeKeyword("{")) {
            Node body = lists.get();
            tokens.expectKeyword("}");
            return body;
        }
        if (tokens.takeKeyword("if")) {
            return conditional();
        }
        boolean until = source.peekRawWord().equals("until");
        if (tokens.takeKeyword("while") || tokens.takeKeyword("until")) {
            Node condition = lists.get();
            return new Node.Loop(condition, doGroup(), until);
        }
        if (tokens.takeKeyword("for")) {
            return forLoop();
        }
        if (tokens.takeKeyword("case")) {
            return caseCommand();
        }
        if (tokens.takeKeyword("[[")) {
            return condition();
        }
        return function();
    }

    private Node conditional() {
        Node condition = lists.get();
        tokens.expectKeyword("then");
        Node then = lists.get();
        if (tokens.takeKeyword("elif")) {
            return new Node.If(condition, then, conditional());
        }
        Node otherwise = tokens.takeKeyword("else") ? lists.get() : null;
        tokens.expectKeyword("fi");
        return new Node.If(condition, then, otherwise);
    }

    private Node doGroup() {
        tokens.skipNewlines();
        source.skipBlanks();
        source.take(";");
        tokens.skipNewlines();
        tokens.expectKeyword("do");
        Node body = lists.get();
        tokens.expectKeyword("done");
        return body;
    }

    private Node forLoop() {
        source.skipBlanks();
        String name = source.peekRawWord();
        if (!NAME.matcher(name).matches()) {
            throw source.error("Syntax error: Bad for loop variable");
        }
        source.take(name);
        tokens.skipNewlines();
        List<Word> items = null;
        if (tokens.takeKeyword("in")) {
            items = new ArrayList<>();
            for (Word item = tokens.nextWord(); item != null; item = tokens.nextWord()) {
                items.add(item);
            }
        }
        return new Node.For(name, items, doGroup());
    }

    private Node caseCommand() {
        Word subject = tokens.nextWord();
        if (subject == null) {
            throw source.unexpected();
        }
        tokens.skipNewlines();
        tokens.expectKeyword("in");
        List<Node.CaseItem> items = new ArrayList<>();
        tokens.skipNewlines();
        while (!tokens.takeKeyword("esac")) {
            source.take("(");
            List<Word> patterns = new ArrayList<>();
            do {
                Word pattern = tokens.nextWord();
                if (pattern == null) {
                    throw source.unexpected();
                }
                patterns.add(pattern);
                source.skipBlanks();
            } while (source.take("|"));
            tokens.expect(")");
            items.add(new Node.CaseItem(patterns, lists.get()));
            source.take(";;");
            tokens.skipNewlines();
        }
        return new Node.Case(subject, items);
    }

    /** Between the double brackets, the signs of the shell are words of the condition. */
    private Node condition() {
        List<Word> operands = new ArrayList<>();
        while (true) {
            tokens.skipNewlines();
            if (tokens.takeKeyword("]]")) {
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
                    : regular ? tokens.words().upToBlank() : tokens.words().word();
            if (operand == null) {
                throw source.unexpected();
            }
            operands.add(operand);
        }
    }

    private @Nullable Node function() {
        boolean keyword = tokens.takeKeyword("function");
        source.skipBlanks();
        String name = source.peekRawWord();
        if (!keyword && (!FUNCTION_NAME.matcher(name).matches() || !parenthesesFollow(name))) {
            return null;
        }
        source.take(name);
        source.skipBlanks();
        if (source.take("(")) {
            tokens.expect(")");
        }
        tokens.skipNewlines();
        Node body = commands.get();
        return new Node.Function(name, body);
    }

    private boolean parenthesesFollow(String name) {
        int ahead = name.length();
        while (source.peek(ahead) == ' ') {
            ahead++;
        }
        return source.peek(ahead) == '(';
    }
}
