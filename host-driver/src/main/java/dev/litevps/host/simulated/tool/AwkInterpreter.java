package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a program of {@code awk}. */
final class AwkInterpreter {

    private static final int ELEMENTS_LIMIT = 1_000_000;

    /** {@code next}, {@code exit}, {@code break} and {@code continue} on their way out. */
    static final class Leaving extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String what;

        private Leaving(String what) {
            super(what, null, false, false);
            this.what = what;
        }

        boolean is(String kind) {
            return what.equals(kind);
        }
    }

    private final Invocation call;
    private final AwkRecord record = new AwkRecord();
    private final Map<String, AwkValue> variables = new HashMap<>();
    private final Map<String, Map<String, AwkValue>> arrays = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final AwkFunctions functions = new AwkFunctions(this);
    private int status;

    AwkInterpreter(Invocation call) {
        this.call = call;
        variables.put("FS", AwkValue.of(" "));
        variables.put("OFS", AwkValue.of(" "));
        variables.put("ORS", AwkValue.of("\n"));
        variables.put("SUBSEP", AwkValue.of("\034"));
    }

    AwkRecord record() {
        return record;
    }

    Invocation call() {
        return call;
    }

    int status() {
        return status;
    }

    AwkValue variable(String name) {
        return name.equals("NF")
                ? AwkValue.of(record.count(separator()))
                : variables.getOrDefault(name, AwkValue.NOTHING);
    }

    private String separator() {
        return variables.getOrDefault("FS", AwkValue.NOTHING).text();
    }

    void set(String name, AwkValue value) {
        if (name.equals("NF")) {
            record.resize((int) value.number(), separator(), variable("OFS").text());
        } else {
            variables.put(name, value);
        }
    }

    Map<String, AwkValue> array(String name) {
        return arrays.computeIfAbsent(name, ignored -> new LinkedHashMap<>());
    }

    /** A compiled regular expression. */
    Pattern pattern(String text) {
        return patterns.computeIfAbsent(text, ignored -> Regex.extended(text, false));
    }

    boolean isTrue(AwkNode.Expression expression) throws IOException {
        return evaluate(expression).isTrue();
    }

    void run(AwkNode.Statement statement) throws IOException {
        call.process().checkpoint();
        switch (statement) {
            case AwkNode.Block block -> {
                for (AwkNode.Statement each : block.statements()) {
                    run(each);
                }
            }
            case AwkNode.Evaluate evaluate -> evaluate(evaluate.expression());
            case AwkNode.Print print -> print(print);
            case AwkNode.If branch -> {
                AwkNode.Statement otherwise = branch.otherwise();
                if (isTrue(branch.condition())) {
                    run(branch.then());
                } else if (otherwise != null) {
                    run(otherwise);
                }
            }
            case AwkNode.While loop -> loop(loop.bodyFirst(), loop.condition(), null, loop.body());
            case AwkNode.For loop -> {
                AwkNode.Statement first = loop.first();
                if (first != null) {
                    run(first);
                }
                loop(false, loop.condition(), loop.step(), loop.body());
            }
            case AwkNode.ForEach loop -> {
                for (String key : List.copyOf(array(loop.array()).keySet())) {
                    set(loop.variable(), AwkValue.input(key));
                    if (!round(loop.body())) {
                        return;
                    }
                }
            }
            case AwkNode.Delete delete -> {
                if (delete.index().isEmpty()) {
                    array(delete.array()).clear();
                } else {
                    array(delete.array()).remove(key(delete.index()));
                }
            }
            case AwkNode.Leave leave -> {
                AwkNode.Expression given = leave.status();
                status = given == null ? status : (int) evaluate(given).number() & 0xFF;
                throw new Leaving(leave.what());
            }
        }
    }

    private void loop(
            boolean bodyFirst,
            AwkNode.@Nullable Expression condition,
            AwkNode.@Nullable Statement step,
            AwkNode.Statement body)
            throws IOException {
        boolean runs = bodyFirst || condition == null || isTrue(condition);
        while (runs && round(body)) {
            if (step != null) {
                run(step);
            }
            runs = condition == null || isTrue(condition);
        }
    }

    /** One round of a loop; false if it was left. */
    private boolean round(AwkNode.Statement body) throws IOException {
        try {
            run(body);
            return true;
        } catch (Leaving e) {
            if (e.is("continue")) {
                return true;
            }
            if (e.is("break")) {
                return false;
            }
            throw e;
        }
    }

    private void print(AwkNode.Print print) throws IOException {
        List<AwkValue> values = evaluateAll(print.values());
        if (print.formatted()) {
            call.out().raw(AwkFormat.format(values));
            return;
        }
        String text = values.isEmpty()
                ? record.text()
                : String.join(
                        variable("OFS").text(),
                        values.stream().map(AwkValue::text).toList());
        call.out().raw(text).raw(variable("ORS").text());
    }

    List<AwkValue> evaluateAll(List<AwkNode.Expression> expressions) throws IOException {
        List<AwkValue> values = new ArrayList<>();
        for (AwkNode.Expression expression : expressions) {
            values.add(evaluate(expression));
        }
        return values;
    }

    private String key(List<AwkNode.Expression> index) throws IOException {
        return String.join(
                variable("SUBSEP").text(),
                evaluateAll(index).stream().map(AwkValue::text).toList());
    }

    AwkValue evaluate(AwkNode.Expression expression) throws IOException {
        return switch (expression) {
            case AwkNode.Numeral number -> AwkValue.of(number.value());
            case AwkNode.Text text -> AwkValue.of(text.value());
            case AwkNode.Regex regex -> AwkValue.of(matches(record.text(), regex.pattern()));
            case AwkNode.Variable variable -> variable(variable.name());
            case AwkNode.Field field ->
                record.field((int) evaluate(field.index()).number(), separator());
            case AwkNode.Element element ->
                array(element.array()).computeIfAbsent(key(element.index()), ignored -> AwkValue.NOTHING);
            case AwkNode.Group group -> evaluate(group.inner());
            case AwkNode.Assign assign -> assign(assign);
            case AwkNode.Step step -> {
                AwkValue before = AwkValue.of(evaluate(step.target()).number());
                AwkValue after = AwkValue.of(before.number() + step.by());
                store(step.target(), after);
                yield step.suffix() ? before : after;
            }
            case AwkNode.Unary unary -> {
                AwkValue operand = evaluate(unary.operand());
                yield switch (unary.operator()) {
                    case '!' -> AwkValue.of(!operand.isTrue());
                    case '-' -> AwkValue.of(-operand.number());
                    default -> AwkValue.of(operand.number());
                };
            }
            case AwkNode.Binary binary -> binary(binary);
            case AwkNode.Conditional conditional ->
                evaluate(isTrue(conditional.condition()) ? conditional.yes() : conditional.no());
            case AwkNode.Membership membership ->
                AwkValue.of(array(membership.array()).containsKey(key(membership.index())));
            case AwkNode.Call function -> functions.call(function);
        };
    }

    boolean matches(String text, String regex) {
        return pattern(regex).matcher(Regex.interruptible(call.process(), text)).find();
    }

    private AwkValue assign(AwkNode.Assign assign) throws IOException {
        AwkValue value = evaluate(assign.value());
        if (!assign.operator().equals("=")) {
            double before = evaluate(assign.target()).number();
            value = AwkValue.of(AwkOperators.compute(assign.operator().substring(0, 1), before, value.number()));
        }
        store(assign.target(), value);
        return value;
    }

    void store(AwkNode.Expression target, AwkValue value) throws IOException {
        switch (target) {
            case AwkNode.Variable variable -> set(variable.name(), value);
            case AwkNode.Field field ->
                record.set(
                        (int) evaluate(field.index()).number(),
                        value,
                        separator(),
                        variable("OFS").text());
            case AwkNode.Element element -> {
                Map<String, AwkValue> array = array(element.array());
                if (array.size() >= ELEMENTS_LIMIT) {
                    throw new IOException("memory exhausted");
                }
                array.put(key(element.index()), value);
            }
            default -> throw new UsageException("cannot assign to that", 2);
        }
    }

    private AwkValue binary(AwkNode.Binary binary) throws IOException {
        String operator = binary.operator();
        switch (operator) {
            case "&&" -> {
                return AwkValue.of(isTrue(binary.left()) && isTrue(binary.right()));
            }
            case "||" -> {
                return AwkValue.of(isTrue(binary.left()) || isTrue(binary.right()));
            }
            case "~", "!~" -> {
                String regex = binary.right() instanceof AwkNode.Regex literal
                        ? literal.pattern()
                        : evaluate(binary.right()).text();
                return AwkValue.of(matches(evaluate(binary.left()).text(), regex) == operator.equals("~"));
            }
            default -> {
                AwkValue left = evaluate(binary.left());
                AwkValue right = evaluate(binary.right());
                return operator.equals(" ")
                        ? AwkValue.of(left.text() + right.text())
                        : AwkOperators.apply(operator, left, right);
            }
        }
    }
}
