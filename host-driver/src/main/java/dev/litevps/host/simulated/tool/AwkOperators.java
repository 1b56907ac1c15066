package dev.litevps.host.simulated.tool;

/** The operators of {@code awk} that need only their two values. */
final class AwkOperators {

    private AwkOperators() {}

    /** A comparison, or a computation with numbers. */
    static AwkValue apply(String operator, AwkValue left, AwkValue right) {
        return switch (operator) {
            case "<" -> AwkValue.of(left.compare(right) < 0);
            case "<=" -> AwkValue.of(left.compare(right) <= 0);
            case "==" -> AwkValue.of(left.compare(right) == 0);
            case "!=" -> AwkValue.of(left.compare(right) != 0);
            case ">=" -> AwkValue.of(left.compare(right) >= 0);
            case ">" -> AwkValue.of(left.compare(right) > 0);
            default -> AwkValue.of(compute(operator, left.number(), right.number()));
        };
    }

    static double compute(String operator, double left, double right) {
        if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new UsageException("division by zero", 2);
        }
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%" -> left % right;
            default -> Math.pow(left, right);
        };
    }
}
