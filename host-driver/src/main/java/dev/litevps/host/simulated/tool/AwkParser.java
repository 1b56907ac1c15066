package dev.litevps.host.simulated.tool;

import java.util.ArrayList;
import java.util.List;

/** Reads a program of {@code awk}; functions of its own, {@code getline} and redirections are not known. */
final class AwkParser {

    private final AwkTokens tokens;
    private final AwkExpressions expressions;

    AwkParser(String program) {
        this.tokens = new AwkTokens(program);
        this.expressions = new AwkExpressions(tokens);
    }

    List<AwkNode.Rule> program() {
        List<AwkNode.Rule> rules = new ArrayList<>();
        tokens.skipLines(true);
        while (tokens.kind() != AwkTokens.Kind.END) {
            rules.add(rule());
            tokens.skipLines(true);
        }
        return rules;
    }

    private AwkNode.Rule rule() {
        String kind = tokens.isName("BEGIN") || tokens.isName("END") ? tokens.value() : "";
        AwkNode.Expression from = null;
        AwkNode.Expression to = null;
        if (!kind.isEmpty()) {
            tokens.next();
        } else if (!tokens.is("{")) {
            from = expressions.expression();
            to = tokens.take(",") ? expressions.expression() : null;
        }
        return new AwkNode.Rule(kind, from, to, tokens.is("{") ? block() : null);
    }

    private AwkNode.Block block() {
        tokens.expect("{");
        List<AwkNode.Statement> statements = new ArrayList<>();
        tokens.skipLines(true);
        while (!tokens.take("}")) {
            statements.add(statement());
            tokens.skipLines(true);
        }
        return new AwkNode.Block(statements);
    }

    private AwkNode.Statement statement() {
        if (tokens.is("{")) {
            return block();
        }
        if (tokens.take("if")) {
            return conditional();
        }
        if (tokens.take("while")) {
            AwkNode.Expression condition = parenthesized();
            return new AwkNode.While(condition, body(), false);
        }
        if (tokens.take("do")) {
            AwkNode.Statement body = body();
            tokens.skipLines(true);
            tokens.expect("while");
            return new AwkNode.While(parenthesized(), body, true);
        }
        if (tokens.take("for")) {
            return loop();
        }
        AwkNode.Statement statement = simple();
        if (!tokens.is(";")
                && !tokens.is("}")
                && tokens.kind() != AwkTokens.Kind.NEWLINE
                && tokens.kind() != AwkTokens.Kind.END) {
            throw tokens.error();
        }
        return statement;
    }

    private AwkNode.Statement body() {
        tokens.skipLines(false);
        if (tokens.take(";")) {
            return new AwkNode.Block(List.of());
        }
        return statement();
    }

    private AwkNode.Expression parenthesized() {
        tokens.expect("(");
        AwkNode.Expression condition = expressions.expression();
        tokens.expect(")");
        return condition;
    }

    private AwkNode.Statement conditional() {
        AwkNode.Expression condition = parenthesized();
        AwkNode.Statement then = body();
        if (tokens.is(";") || tokens.kind() == AwkTokens.Kind.NEWLINE) {
            tokens.skipLines(true);
        }
        return new AwkNode.If(condition, then, tokens.take("else") ? body() : null);
    }

    private AwkNode.Statement loop() {
        tokens.expect("(");
        expressions.head(true);
        AwkNode.Statement first = tokens.is(";") ? null : simple();
        expressions.head(false);
        if (first instanceof AwkNode.Evaluate(AwkNode.Variable variable) && tokens.take("in")) {
            String array = tokens.value();
            tokens.next();
            tokens.expect(")");
            return new AwkNode.ForEach(variable.name(), array, body());
        }
        tokens.expect(";");
        AwkNode.Expression condition = tokens.is(";") ? null : expressions.expression();
        tokens.expect(";");
        AwkNode.Statement step = tokens.is(")") ? null : simple();
        tokens.expect(")");
        return new AwkNode.For(first, condition, step, body());
    }

    private AwkNode.Statement simple() {
        if (tokens.isName("print") || tokens.isName("printf")) {
            return print();
        }
        for (String word : List.of("next", "exit", "break", "continue")) {
            if (tokens.take(word)) {
                boolean status = word.equals("exit") && expressions.startsOperand();
                return new AwkNode.Leave(word, status ? expressions.expression() : null);
            }
        }
        if (tokens.take("delete")) {
            String array = tokens.value();
            tokens.next();
            return new AwkNode.Delete(array, tokens.is("[") ? expressions.index() : List.of());
        }
        return new AwkNode.Evaluate(expressions.expression());
    }

    private AwkNode.Statement print() {
        boolean formatted = tokens.value().equals("printf");
        tokens.next();
        List<AwkNode.Expression> values = new ArrayList<>();
        if (expressions.startsOperand()) {
            AwkNode.Expression first = expressions.unredirected();
            if (first instanceof AwkNode.Call call && call.function().isEmpty()) {
                values.addAll(call.arguments());
            } else {
                values.add(first);
            }
            while (tokens.take(",")) {
                tokens.skipLines(false);
                values.add(expressions.unredirected());
            }
        }
        if (tokens.is(">") || tokens.is("|")) {
            throw new UsageException("redirections inside a program are not simulated: use those of the shell", 2);
        }
        return new AwkNode.Print(values, formatted);
    }
}
