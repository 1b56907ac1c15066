package dev.litevps.host.simulated.shell;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pieces that commands are made of: words, redirections, keywords and the ends of lines. */
final class Tokens {

    private final boolean interactive;
    private final Source source;
    private final WordParser words;
    private final Queue<HereDocument> awaitedDocuments = new ArrayDeque<>();

    /**
     * Pieces of a script.
     *
     * @param interactive whether more text can come: then a here-document must be ended by its delimiter
     * @param commands reads the commands of {@code $( … )}, up to the parenthesis
     */
    Tokens(String script, boolean interactive, Supplier<Node> commands) {
        this.interactive = interactive;
        this.source = new Source(script);
        this.words = new WordParser(source, commands);
    }

    Source source() {
        return source;
    }

    WordParser words() {
        return words;
    }

    @Nullable
    Word nextWord() {
        source.skipBlanks();
        return words.word();
    }

    Node.@Nullable Redirect redirect() {
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

    void skipNewlines() {
        source.skipBlanks();
        while (source.peek() == '\n') {
            takeNewline();
            source.skipBlanks();
        }
    }

    void takeNewline() {
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
                        ? ScriptParser.hereDocument(text.toString())
                        : new Word(List.of(new Word.Literal(text.toString(), true))));
    }

    boolean takeKeyword(String keyword) {
        source.skipBlanks();
        return source.peekRawWord().equals(keyword) && source.take(keyword);
    }

    void expectKeyword(String keyword) {
        skipNewlines();
        if (!takeKeyword(keyword)) {
            throw source.unexpected();
        }
    }

    void expect(String sign) {
        skipNewlines();
        if (!source.take(sign)) {
            throw source.unexpected();
        }
    }
}
