package dev.litevps.host.simulated.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the expressions of an {@code awk} program, from the loosest operator to the tightest. */
final class AwkExpressions {

    private static final Set<String> COMPARISONS = Set.of("<", "<=", "==", "!=", ">=", ">");
    private static final Set<String> ASSIGNMENTS = Set.of("=", "+=", "-=", "*=", "/=", "%=", "^=");
    private static final Set<String> BARE_CALLS = Set.of("length");
    private static final Set<String> NOT_OPERANDS = Set.of("in", "if", "else", "while", "for", "do", "print", "printf");

    private final AwkTokens tokens;
    /** In the head of {@code for} a bare {@code in} is not an operator. */
    private boolean inHead;
    /** In {@code print} a bare {@code >} is a redirection and not a comparison. */
    private boolean inPrint;

    AwkExpressions(AwkTokens tokens) {
        this.tokens = tokens;
    }

    /** Says whether what comes next stands in the head of {@code for}. */
    void head(boolean entered) {
        inHead = entered;
    }

    /** A value of {@code print}. */
    AwkNode.Expression unredirected() {
        boolean before = inPrint;
        inPrint = true;
        try {
            return expression();
        } finally {
            inPrint = before;
        }
    }

    List<AwkNode.Expression> index() {
        tokens.expect("[");
        List<AwkNode.Expression> index = new ArrayList<>();
        do {
            index.add(expression());
        } while (tokens.take(","));
        tokens.expect("]");
        return index;
    }

    AwkNode.Expression expression() {
        AwkNode.Expression left = ternary();
        if (tokens.kind() == AwkTokens.Kind.SIGN && ASSIGNMENTS.contains(tokens.value()) && isTarget(left)) {
            String operator = tokens.value();
            tokens.next();
            return new AwkNode.Assign(left, operator, expression());
        }
        return left;
    }

    private static boolean isTarget(AwkNode.Expression expression) {
        return expression instanceof AwkNode.Variable
                || expression instanceof AwkNode.Field
                || expression instanceof AwkNode.Element;
    }

    private AwkNode.Expression ternary() {
        AwkNode.Expression condition = or();
        if (!tokens.take("?")) {
            return condition;
        }
        AwkNode.Expression yes = expression();
        tokens.expect(":");
        return new AwkNode.Conditional(condition, yes, expression());
    }

    private AwkNode.Expression or() {
        AwkNode.Expression left = and();
        while (tokens.take("||")) {
            tokens.skipLines(false);
            left = new AwkNode.Binary("||", left, and());
        }
        return left;
    }

    private AwkNode.Expression and() {
        AwkNode.Expression left = membership();
        while (tokens.take("&&")) {
            tokens.skipLines(false);
            left = new AwkNode.Binary("&&", left, membership());
        }
        return left;
    }

    private AwkNode.Expression membership() {
        AwkNode.Expression left = match();
        while (!inHead && tokens.take("in")) {
            List<AwkNode.Expression> index =
                    left instanceof AwkNode.Call call && call.function().isEmpty() ? call.arguments() : List.of(left);
            left = new AwkNode.Membership(index, tokens.value());
            tokens.next();
        }
        return left;
    }

    private AwkNode.Expression match() {
        AwkNode.Expression left = comparison();
        while (tokens.is("~") || tokens.is("!~")) {
            String operator = tokens.value();
            tokens.next();
            left = new AwkNode.Binary(operator, left, comparison());
        }
        return left;
    }

    private AwkNode.Expression comparison() {
        AwkNode.Expression left = concatenation();
        boolean compares = tokens.kind() == AwkTokens.Kind.SIGN
                && COMPARISONS.contains(tokens.value())
                && !(inPrint && tokens.is(">"));
        if (!compares) {
            return left;
        }
        String operator = tokens.value();
        tokens.next();
        return new AwkNode.Binary(operator, left, concatenation());
    }

    private AwkNode.Expression concatenation() {
        AwkNode.Expression left = additive();
        while (startsOperand()
                && !tokens.is("+")
                && !tokens.is("-")
                && !tokens.is("!")
                && tokens.kind() != AwkTokens.Kind.REGEX) {
            left = new AwkNode.Binary(" ", left, additive());
        }
        return left;
    }

    boolean startsOperand() {
        return switch (tokens.kind()) {
            case NUMBER, TEXT, REGEX -> true;
            case NAME, CALL -> !NOT_OPERANDS.contains(tokens.value());
            case SIGN -> Set.of("(", "$", "!", "-", "+", "++", "--").contains(tokens.value());
            case NEWLINE, END -> false;
        };
    }

    private AwkNode.Expression additive() {
        AwkNode.Expression left = multiplicative();
        while (tokens.is("+") || tokens.is("-")) {
            String operator = tokens.value();
            tokens.next();
            left = new AwkNode.Binary(operator, left, multiplicative());
        }
        return left;
    }

    private AwkNode.Expression multiplicative() {
        AwkNode.Expression left = unary();
        while (tokens.is("*") || tokens.is("/") || tokens.is("%")) {
            String operator = tokens.value();
            tokens.next();
            left = new AwkNode.Binary(operator, left, unary());
        }
        return left;
    }

    private AwkNode.Expression unary() {
        for (String sign : List.of("!", "-", "+")) {
            if (tokens.take(sign)) {
                return new AwkNode.Unary(sign.charAt(0), unary());
            }
        }
        AwkNode.Expression base = postfix();
        return tokens.take("^") || tokens.take("**") ? new AwkNode.Binary("^", base, unary()) : base;
    }

    private AwkNode.Expression postfix() {
        if (tokens.is("++") || tokens.is("--")) {
            int by = tokens.is("++") ? 1 : -1;
            tokens.next();
            return new AwkNode.Step(postfix(), by, false);
        }
        AwkNode.Expression operand = primary();
        if (isTarget(operand) && (tokens.is("++") || tokens.is("--"))) {
            int by = tokens.is("++") ? 1 : -1;
            tokens.next();
            return new AwkNode.Step(operand, by, true);
        }
        return operand;
    }

    private AwkNode.Expression primary() {
        String value = tokens.value();
        switch (tokens.kind()) {
            case NUMBER -> {
                tokens.next();
                return new AwkNode.Numeral(AwkValue.number(value));
            }
            case TEXT -> {
                tokens.next();
                return new AwkNode.Text(value);
            }
            case REGEX -> {
                tokens.next();
                return new AwkNode.Regex(value);
            }
            case NAME -> {
                tokens.next();
                if (BARE_CALLS.contains(value)) {
                    return new AwkNode.Call(value, List.of());
                }
                return tokens.is("[") ? new AwkNode.Element(value, index()) : new AwkNode.Variable(value);
            }
            case CALL -> {
                tokens.next();
                return new AwkNode.Call(value, grouped());
            }
            default -> {
                return signed();
            }
        }
    }

    private AwkNode.Expression signed() {
        if (tokens.take("$")) {
            return new AwkNode.Field(tokens.is("++") || tokens.is("--") ? postfix() : primary());
        }
        if (tokens.is("(")) {
            List<AwkNode.Expression> group = grouped();
            // A group of several is the index of "(a, b) in array", or what print prints.
            return group.size() == 1 ? new AwkNode.Group(group.getFirst()) : new AwkNode.Call("", group);
        }
        throw tokens.error();
    }

    private List<AwkNode.Expression> grouped() {
        boolean printBefore = inPrint;
        boolean headBefore = inHead;
        inPrint = false;
        inHead = false;
        tokens.expect("(");
        List<AwkNode.Expression> group = new ArrayList<>();
        tokens.skipLines(false);
        while (!tokens.take(")")) {
            group.add(expression());
            tokens.skipLines(false);
            if (!tokens.is(")")) {
                tokens.expect(",");
                tokens.skipLines(false);
            }
        }
        inPrint = printBefore;
        inHead = headBefore;
        return group;
    }
}
