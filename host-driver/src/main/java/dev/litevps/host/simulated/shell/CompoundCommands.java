package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.tool.TestExpression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code if}, loops, {@code case} and their like. */
final class CompoundCommands {

    private final Interpreter shell;

    CompoundCommands(Interpreter shell) {
        this.shell = shell;
    }

    int run(Node node) throws IOException {
        return switch (node) {
            case Node.If branch -> branch(branch);
            case Node.Loop loop -> loop(loop);
            case Node.For loop -> forEach(loop);
            case Node.Case choice -> choice(choice);
            case Node.Redirected redirected -> redirected(redirected);
            case Node.Condition condition -> condition(condition);
            case Node.ArithmeticCommand command -> shell.expander().arithmetic(command.expression()) != 0 ? 0 : 1;
            case Node.Function function -> {
                shell.state().functions.put(function.name(), function.body());
                yield 0;
            }
            default -> throw new IllegalArgumentException("Not a compound command: " + node);
        };
    }

    private int branch(Node.If branch) throws IOException {
        if (shell.runTolerantly(branch.condition()) == 0) {
            return shell.run(branch.then());
        }
        Node otherwise = branch.otherwise();
        return otherwise == null ? 0 : shell.run(otherwise);
    }

    private int loop(Node.Loop loop) throws IOException {
        int status = 0;
        while ((shell.runTolerantly(loop.condition()) == 0) != loop.until()) {
            try {
                status = shell.run(loop.body());
            } catch (ShellExit.Jump e) {
                if (leaves(e)) {
                    return 0;
                }
            }
        }
        return status;
    }

    private int forEach(Node.For loop) throws IOException {
        List<Word> words = loop.words();
        List<String> items =
                words == null ? shell.state().positional : shell.expander().fields(words);
        int status = 0;
        for (String item : items) {
            shell.state().set(shell.process(), loop.name(), item);
            try {
                status = shell.run(loop.body());
            } catch (ShellExit.Jump e) {
                if (leaves(e)) {
                    return 0;
                }
            }
        }
        return status;
    }

    /** Whether a jump leaves this loop; false if it only goes on with its next round. */
    private static boolean leaves(ShellExit.Jump jump) {
        if (jump.levels > 1) {
            throw new ShellExit.Jump(jump.again, jump.levels - 1);
        }
        return !jump.again;
    }

    private int choice(Node.Case choice) throws IOException {
        String subject = shell.expander().single(choice.subject());
        for (Node.CaseItem item : choice.items()) {
            for (Word pattern : item.patterns()) {
                if (shell.expander().pattern(pattern).matcher(subject).matches()) {
                    return shell.run(item.body());
                }
            }
        }
        return 0;
    }

    private int redirected(Node.Redirected redirected) throws IOException {
        Descriptors saved = shell.process().files().copy();
        try {
            if (!Redirections.apply(shell, shell.process().files(), redirected.redirects())) {
                return 1;
            }
            return shell.run(redirected.body());
        } finally {
            shell.process().files().restore(saved);
        }
    }

    /** In double brackets nothing is split, and the right side of a comparison is a pattern. */
    private int condition(Node.Condition condition) {
        List<String> operands = new ArrayList<>();
        String before = "";
        for (Word word : condition.words()) {
            boolean pattern = before.equals("==") || before.equals("=") || before.equals("!=");
            operands.add(
                    pattern
                            ? shell.expander().patternRegex(word, true)
                            : shell.expander().single(word));
            String plain = word.plain();
            before = plain == null ? "" : plain;
        }
        try {
            return TestExpression.ofDoubleBrackets(shell.process(), operands).evaluate() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ShellExit.Failure(2, "[[: " + e.getMessage());
        }
    }
}
