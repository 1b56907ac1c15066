package dev.litevps.host.simulated.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program of {@code awk}, parsed. */
sealed interface AwkNode {

    /** What can be computed. */
    sealed interface Expression extends AwkNode {}

    record Numeral(double value) implements Expression {}

    record Text(String value) implements Expression {}

    record Regex(String pattern) implements Expression {}

    record Variable(String name) implements Expression {}

    record Field(Expression index) implements Expression {}

    record Element(String array, List<Expression> index) implements Expression {}

    record Assign(Expression target, String operator, Expression value) implements Expression {}

    /** {@code ++x} and its like; the value is the one before if it is a suffix. */
    record Step(Expression target, int by, boolean suffix) implements Expression {}

    record Unary(char operator, Expression operand) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    record Conditional(Expression condition, Expression yes, Expression no) implements Expression {}

    record Group(Expression inner) implements Expression {}

    record Membership(List<Expression> index, String array) implements Expression {}

    record Call(String function, List<Expression> arguments) implements Expression {}

    /** What can be done. */
    sealed interface Statement extends AwkNode {}

    record Evaluate(Expression expression) implements Statement {}

    record Print(List<Expression> values, boolean formatted) implements Statement {}

    record Block(List<Statement> statements) implements Statement {}

    record If(
            Expression condition, Statement then, @Nullable Statement otherwise) implements Statement {}

    record While(Expression condition, Statement body, boolean bodyFirst) implements Statement {}

    record For(
            @Nullable Statement first,
            @Nullable Expression condition,
            @Nullable Statement step,
            Statement body) implements Statement {}

    record ForEach(String variable, String array, Statement body) implements Statement {}

    record Delete(String array, List<Expression> index) implements Statement {}

    /** {@code next}, {@code exit}, {@code break} or {@code continue}. */
    record Leave(String what, @Nullable Expression status) implements Statement {}

    /**
     * A pattern and what to do with the lines that match it.
     *
     * @param kind {@code BEGIN}, {@code END}, or empty
     * @param to the second pattern of a range
     */
    record Rule(
            String kind,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Statement action) implements AwkNode {}
}
