package dev.litevps.api.exec;

import java.util.List;
import java.util.Set;

/**
 * One line of the list of blocked commands: a command with those of its flags and operands that make it one to block, or
 * a piece of script, such as the fork bomb.
 *
 * @param text as it was typed
 * @param pattern what it calls; of a piece of script, nothing
 * @param bare the piece of script without white space; of a command, nothing
 */
record BlockedEntry(String text, Invocation pattern, String bare) {

    /** {@code mkfs} stands for {@code mkfs.ext4} and its like. Not so others: {@code ./halt.sh} is not {@code halt}. */
    private static final Set<String> FAMILIES = Set.of("mkfs");

    private static final Set<String> TARGET_VERBS = Set.of("start", "isolate");

    static BlockedEntry of(String text) {
        ShellScript script = ShellScript.of(text);
        String bare = script.bare().replaceAll(";+$", "");
        boolean isCommand =
                script.commands().size() == 1 && bare.chars().noneMatch(sign -> "(){}|&;<>`".indexOf(sign) >= 0);
        return isCommand
                ? new BlockedEntry(text, Invocation.of(script.commands().getFirst()), "")
                : new BlockedEntry(text, Invocation.of(List.of()), bare);
    }

    boolean matchesBare(String scriptWithoutSpace) {
        return !bare.isEmpty() && scriptWithoutSpace.contains(bare);
    }

    boolean matches(Invocation call) {
        if (pattern.name().isEmpty()) {
            return false;
        }
        return (namedBy(call.name()) && hasFlags(call) && hasOperands(call)) || isVerbOf(call);
    }

    private boolean namedBy(String name) {
        return name.equals(pattern.name())
                || (FAMILIES.contains(pattern.name()) && name.startsWith(pattern.name() + "."));
    }

    private boolean hasFlags(Invocation call) {
        return call.flags().containsAll(pattern.flags());
    }

    private boolean hasOperands(Invocation call) {
        return pattern.operands().stream()
                .allMatch(wanted -> call.operands().stream().anyMatch(operand -> isOperand(wanted, operand)));
    }

    private static boolean isOperand(String wanted, String operand) {
        return wanted.endsWith("=") ? operand.startsWith(wanted) : operand.equals(wanted);
    }

    /** {@code systemctl reboot} is {@code reboot}. */
    private boolean isVerbOf(Invocation call) {
        if (!call.name().equals("systemctl")
                || !pattern.flags().isEmpty()
                || !pattern.operands().isEmpty()) {
            return false;
        }
        List<String> operands = call.operands();
        return !operands.isEmpty()
                && (operands.getFirst().equals(pattern.name())
                        || (TARGET_VERBS.contains(operands.getFirst())
                                && operands.contains(pattern.name() + ".target")));
    }
}
