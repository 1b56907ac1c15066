package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.tool.Escapes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the words of a script: quotes, parameters, substitutions. */
final class WordParser {

    private static final String SPECIAL_PARAMETERS = "@*#?-$!";
    private static final String[] OPERATORS = {
        ":-", ":=", ":?", ":+", "##", "%%", "//", "^^", ",,", "-", "=", "?", "+", "#", "%", "/", "^", ",", ":"
    };

    private final Source source;
    /** Reads the commands of {@code $( … )}, up to the parenthesis. */
    private final Supplier<Node> commands;

    WordParser(Source source, Supplier<Node> commands) {
        this.source = source;
        this.commands = commands;
    }

    /** The word that comes next; null if something else does. */
    @Nullable
    Word word() {
        WordBuilder parts = new WordBuilder();
        while (!source.atEnd() && !Source.isMeta(source.peek())) {
            unquotedPiece(parts);
        }
        return parts.isEmpty() ? null : parts.word();
    }

    /** A regular expression of {@code [[ … =~ … ]]}: it ends only at a blank. */
    @Nullable
    Word upToBlank() {
        WordBuilder parts = new WordBuilder();
        while (!source.atEnd() && !Character.isWhitespace(source.peek())) {
            unquotedPiece(parts);
        }
        return parts.isEmpty() ? null : parts.word();
    }

    private void unquotedPiece(WordBuilder parts) {
        char c = source.peek();
        switch (c) {
            case '\\' -> {
                source.next();
                if (source.peek() == '\n') {
                    source.next();
                } else if (source.atEnd()) {
                    parts.text('\\', false);
                } else {
                    parts.text(source.next(), true);
                }
            }
            case '\'' -> singleQuoted(parts);
            case '"' -> doubleQuoted(parts);
            case '$' -> dollar(parts, false);
            case '`' -> backquoted(parts, false);
            default -> parts.text(source.next(), false);
        }
    }

    private void singleQuoted(WordBuilder parts) {
        source.next();
        parts.quotes();
        while (source.peek() != '\'') {
            if (source.atEnd()) {
                throw source.incomplete("Syntax error: Unterminated quoted string");
            }
            parts.text(source.next(), true);
        }
        source.next();
    }

    private void doubleQuoted(WordBuilder parts) {
        source.next();
        parts.quotes();
        while (source.peek() != '"') {
            if (source.atEnd()) {
                throw source.incomplete("Syntax error: Unterminated quoted string");
            }
            quotedPiece(parts, "\"");
        }
        source.next();
    }

    /** A piece inside double quotes, or of a here-document, where the double quote itself means nothing. */
    private void quotedPiece(WordBuilder parts, String alsoEscaped) {
        char c = source.peek();
        if (c == '\\') {
            source.next();
            char escaped = source.peek();
            if (escaped == '\n') {
                source.next();
            } else if ("$`\\".indexOf(escaped) >= 0 || alsoEscaped.indexOf(escaped) >= 0) {
                parts.text(source.next(), true);
            } else {
                parts.text('\\', true);
            }
        } else if (c == '$') {
            dollar(parts, true);
        } else if (c == '`') {
            backquoted(parts, true);
        } else {
            parts.text(source.next(), true);
        }
    }

    /** All that is left, as inside double quotes. */
    Word restAsQuoted() {
        WordBuilder parts = new WordBuilder();
        while (!source.atEnd()) {
            quotedPiece(parts, "");
        }
        return parts.word();
    }

    private void dollar(WordBuilder parts, boolean quoted) {
        source.next();
        char c = source.peek();
        if (source.take("((")) {
            parts.add(new Word.Arithmetic(arithmetic(), quoted));
        } else if (source.take("(")) {
            Node body = commands.get();
            if (!source.take(")")) {
                throw source.unexpected();
            }
            parts.add(new Word.CommandSubstitution(body, quoted));
        } else if (source.take("{")) {
            parts.add(braced(quoted));
        } else if (c == '\'' && !quoted) {
            source.next();
            parts.quotes();
            ansiQuoted(parts);
        } else if (isNameStart(c)) {
            parts.add(new Word.Parameter(name(), null, null, null, quoted));
        } else if ((SPECIAL_PARAMETERS.indexOf(c) >= 0 && c != Source.END) || Character.isDigit(c)) {
            parts.add(new Word.Parameter(String.valueOf(source.next()), null, null, null, quoted));
        } else {
            parts.text('$', quoted);
        }
    }

    /** The expression up to the {@code ))} that closes it. */
    Word arithmetic() {
        WordBuilder parts = new WordBuilder();
        int depth = 0;
        while (depth > 0 || !source.looksAt("))")) {
            if (source.atEnd()) {
                throw source.incomplete("Syntax error: missing '))'");
            }
            char c = source.peek();
            if (c == '"') {
                source.next();
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            quotedPiece(parts, "");
        }
        source.take("))");
        return parts.word();
    }

    private Word.Parameter braced(boolean quoted) {
        if (source.peek() == '#' && source.peek(1) != '}') {
            source.next();
            Word.Parameter length = new Word.Parameter(parameterName(), "#length", null, null, quoted);
            closeBrace();
            return length;
        }
        String name = parameterName();
        if (source.take("}")) {
            return new Word.Parameter(name, null, null, null, quoted);
        }
        for (String operator : OPERATORS) {
            if (source.take(operator)) {
                boolean replaces = operator.startsWith("/");
                Word argument = bracedArgument(quoted, replaces);
                Word second = replaces && source.take("/") ? bracedArgument(quoted, false) : null;
                closeBrace();
                return new Word.Parameter(name, operator, argument, second, quoted);
            }
        }
        throw source.error("Bad substitution");
    }

    private void closeBrace() {
        if (!source.take("}")) {
            throw source.atEnd() ? source.incomplete("Syntax error: missing '}'") : source.error("Bad substitution");
        }
    }

    private Word bracedArgument(boolean quoted, boolean endsAtSlash) {
        WordBuilder parts = new WordBuilder();
        while (source.peek() != '}' && !(endsAtSlash && source.peek() == '/')) {
            if (source.atEnd()) {
                throw source.incomplete("Syntax error: missing '}'");
            }
            if (quoted && source.peek() == '"') {
                doubleQuoted(parts);
            } else if (quoted) {
                quotedPiece(parts, "\"}/");
            } else {
                unquotedPiece(parts);
            }
        }
        return parts.word();
    }

    private String parameterName() {
        char c = source.peek();
        if (isNameStart(c)) {
            return name();
        }
        StringBuilder digits = new StringBuilder();
        while (Character.isDigit(source.peek())) {
            digits.append(source.next());
        }
        if (!digits.isEmpty()) {
            return digits.toString();
        }
        if (!source.atEnd() && SPECIAL_PARAMETERS.indexOf(c) >= 0) {
            return String.valueOf(source.next());
        }
        throw source.error("Bad substitution");
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (isNameStart(source.peek()) || Character.isDigit(source.peek())) {
            name.append(source.next());
        }
        return name.toString();
    }

    static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void backquoted(WordBuilder parts, boolean quoted) {
        source.next();
        StringBuilder script = new StringBuilder();
        while (source.peek() != '`') {
            if (source.atEnd()) {
                throw source.incomplete("Syntax error: EOF in backquote substitution");
            }
            char c = source.next();
            char following = source.peek();
            boolean escapes = c == '\\' && ("$`\\".indexOf(following) >= 0 || (quoted && following == '"'));
            script.append(escapes ? source.next() : c);
        }
        source.next();
        parts.add(new Word.CommandSubstitution(new ScriptParser(script.toString()).all(), quoted));
    }

    /** {@code $'…'}. */
    private void ansiQuoted(WordBuilder parts) {
        StringBuilder raw = new StringBuilder();
        while (source.peek() != '\'') {
            if (source.atEnd()) {
                throw source.incomplete("Syntax error: Unterminated quoted string");
            }
            char c = source.next();
            raw.append(c);
            if (c == '\\') {
                raw.append(source.next());
            }
        }
        source.next();
        parts.add(new Word.Literal(Escapes.decode(raw.toString()), true));
    }
}
