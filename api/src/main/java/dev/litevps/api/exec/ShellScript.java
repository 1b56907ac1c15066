package dev.litevps.api.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * What a POSIX shell would see in a text: its simple commands, also those in subshells and substitutions, as words
 * without quotes. The lines of a here-document are no commands, but what somebody on its line may read. Every text can be
 * read, also one that no shell would take; nothing in it is expanded or run.
 */
final class ShellScript {

    /** Deeper nesting is read as if it were beside what holds it, so that no text can exhaust the stack. */
    private static final int DEEPEST = 30;

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<ShellInput> inputs = new ArrayList<>();
    private final CaseClauses cases = new CaseClauses();
    private final HereDocuments documents = new HereDocuments();
    private final StringBuilder bare = new StringBuilder();
    private int at;
    private int firstOfLine;

    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean quoted;
    private boolean redirected;
    private String operator = "";

    private ShellScript(String text) {
        this.text = text;
    }

    static ShellScript of(String text) {
        return of(text, 0);
    }

    private static ShellScript of(String text, int depth) {
        ShellScript script = new ShellScript(text);
        script.read(depth);
        return script;
    }

    /** The words of each simple command; none is empty. Assignments and reserved words are among them, redirections not. */
    List<List<String>> commands() {
        return commands;
    }

    /** The here-documents, the here-strings and what is printed into a pipe, by line. */
    List<ShellInput> inputs() {
        return inputs;
    }

    /** All of the text that is neither quoted nor white. */
    String bare() {
        return bare.toString();
    }

    private void read(int depth) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ' ', '\t', '\r' -> endWord();
                case '\n' -> endLine(depth);
                case ';', '&', '|', ')' -> separator(c);
                case '(' -> parenthesis(depth);
                case '<', '>' -> redirect(c);
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted(depth);
                case '`' -> backquoted(depth);
                case '\\' -> escaped();
                case '#' -> commentOrSign(c);
                default -> sign(c, depth);
            }
        }
        endLine(depth);
    }

    private void separator(char c) {
        endCommand(c);
        bareSign(c);
        if (c == ';' && (peek(';') || peek('&'))) {
            bareSign(text.charAt(at++));
            cases.endClause();
        }
    }

    private void parenthesis(int depth) {
        if (inWord && !quoted && Invocation.isAssignment(word) && word.charAt(word.length() - 1) == '=') {
            array(depth);
            return;
        }
        if (new Parentheses(text).areEmpty(at)) {
            // The head of a function, which is only given a name.
            endWord();
            words.clear();
        }
        separator('(');
    }

    /** {@code name=(…)}: its words are values; only substitutions among them are run. */
    private void array(int depth) {
        int end = new Parentheses(text).closing(at);
        expanded(text.substring(at, end), depth);
        at = Math.min(end + 1, text.length());
    }

    private void endLine(int depth) {
        endCommand('\n');
        List<List<String>> readers = List.copyOf(commands.subList(firstOfLine, commands.size()));
        List<String> texts = documents.takeStrings();
        for (HereDocuments.Body body : documents.takeBodies(text, at)) {
            at = body.end();
            texts.add(body.text());
            if (body.expanded()) {
                expanded(body.text(), depth);
            }
        }
        if (!texts.isEmpty()) {
            inputs.add(new ShellInput(readers, texts));
        }
        firstOfLine = commands.size();
    }

    private void sign(char c, int depth) {
        bareSign(c);
        if (c == '$' && peek('\'')) {
            ansiQuoted();
            return;
        }
        if (c == '$' && peek('"')) {
            // To translate, which leaves it as it is.
            return;
        }
        append(c);
        if (c == '$' && peek('(')) {
            substituted(depth);
        }
    }

    private void commentOrSign(char c) {
        if (inWord) {
            sign(c, DEEPEST);
            return;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void singleQuoted() {
        inWord = true;
        quoted = true;
        int end = text.indexOf('\'', at);
        int stop = end < 0 ? text.length() : end;
        word.append(text, at, stop);
        at = Math.min(stop + 1, text.length());
    }

    private void ansiQuoted() {
        inWord = true;
        quoted = true;
        AnsiQuote quote = AnsiQuote.at(text, at + 1);
        word.append(quote.content());
        at = quote.end();
    }

    private void doubleQuoted(int depth) {
        inWord = true;
        quoted = true;
        expandUntil('"', depth);
    }

    /** The substitutions in a text in which a shell sees nothing else. */
    private void expanded(String inner, int depth) {
        if (depth < DEEPEST) {
            ShellScript script = new ShellScript(inner);
            script.expandUntil('\0', depth + 1);
            take(script);
        }
    }

    private void expandUntil(char end, int depth) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == end) {
                return;
            }
            if (c == '\\' && at < text.length() && "$`\"\\\n".indexOf(text.charAt(at)) >= 0) {
                escaped();
            } else if (c == '`') {
                backquoted(depth);
            } else {
                append(c);
                if (c == '$' && peek('(')) {
                    substituted(depth);
                }
            }
        }
    }

    private void escaped() {
        quoted = true;
        if (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\n') {
                append(c);
            }
        }
    }

    private void backquoted(int depth) {
        inWord = true;
        Backquotes quotes = Backquotes.at(text, at);
        at = quotes.end();
        nested(quotes.content(), depth);
    }

    /** {@code $(…)}: up to its parenthesis. */
    private void substituted(int depth) {
        int open = at + 1;
        int end = new Parentheses(text).closing(open);
        at = Math.min(end + 1, text.length());
        nested(text.substring(open, end), depth);
    }

    private void nested(String inner, int depth) {
        if (depth < DEEPEST) {
            take(of(inner, depth + 1));
        }
    }

    private void take(ShellScript inner) {
        commands.addAll(inner.commands);
        inputs.addAll(inner.inputs);
        bare.append(inner.bare);
    }

    private void redirect(char c) {
        bareSign(c);
        if (inWord && word.chars().allMatch(Character::isDigit)) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        int start = at - 1;
        while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
            bareSign(text.charAt(at++));
        }
        if (at - start == 2 && text.startsWith("<<-", start)) {
            at++;
        }
        operator = text.substring(start, Math.min(at, start + 3));
        redirected = true;
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void bareSign(char c) {
        if (!Character.isWhitespace(c)) {
            bare.append(c);
        }
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            if (!redirected) {
                words.add(word.toString());
            } else {
                documents.begin(operator, word.toString(), quoted);
            }
            redirected = false;
            word.setLength(0);
            inWord = false;
        }
        quoted = false;
    }

    private void endCommand(char end) {
        endWord();
        redirected = false;
        if (!words.isEmpty()) {
            if (!cases.isPattern(words, end)) {
                commands.add(words);
                if (end == '|' && !peek('|')) {
                    Invocation.of(words).printed().ifPresent(documents::addString);
                }
            }
            words = new ArrayList<>();
        }
    }
}
