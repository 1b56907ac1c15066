package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** {@code awk}, without functions of the program's own, {@code getline} and redirections inside the program. */
final class AwkTool {

    private final AwkInterpreter awk;
    private final Invocation call;
    private final List<AwkNode.Rule> rules;
    private final Set<AwkNode.Rule> openRanges = Collections.newSetFromMap(new IdentityHashMap<>());
    private long number;

    private AwkTool(Invocation call, List<AwkNode.Rule> rules) {
        this.call = call;
        this.awk = new AwkInterpreter(call);
        this.rules = rules;
    }

    static int run(Invocation call) throws IOException {
        List<String> arguments = new ArrayList<>(call.arguments());
        List<String> settings = new ArrayList<>();
        String program = null;
        while (!arguments.isEmpty()
                && arguments.getFirst().startsWith("-")
                && arguments.getFirst().length() > 1) {
            String option = arguments.removeFirst();
            if (option.equals("--")) {
                break;
            }
            boolean attached = option.length() > 2;
            if (!attached && arguments.isEmpty()) {
                throw new UsageException("option requires an argument -- " + option.substring(1), 2);
            }
            String value = attached ? option.substring(2) : arguments.removeFirst();
            switch (option.charAt(1)) {
                case 'F' -> settings.add("FS=" + (value.equals("t") ? "\t" : value));
                case 'v' -> settings.add(value);
                case 'f' -> program = String.join("\n", StreamTools.lines(call, value));
                default -> throw new UsageException("not an option: " + option, 2);
            }
        }
        if (program == null) {
            if (arguments.isEmpty()) {
                throw new UsageException("usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]", 2);
            }
            program = Invocation.raw(arguments.removeFirst());
        }
        AwkTool tool = new AwkTool(call, new AwkParser(program).program());
        settings.forEach(tool::assign);
        return tool.run(arguments);
    }

    private void assign(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new UsageException("not an assignment: " + setting, 2);
        }
        String value = Invocation.raw(Escapes.decode(setting.substring(equals + 1)));
        awk.set(setting.substring(0, equals), AwkValue.input(value));
    }

    private int run(List<String> files) throws IOException {
        int failures = 0;
        try {
            runAll("BEGIN");
            if (rules.stream().anyMatch(rule -> !rule.kind().equals("BEGIN"))) {
                List<String> inputs = new ArrayList<>(files);
                if (inputs.stream().allMatch(file -> file.matches("[A-Za-z_]\\w*=.*"))) {
                    inputs.add("-");
                }
                failures = call.forEach(inputs, "cannot open \"%s\"", this::read);
            }
        } catch (AwkInterpreter.Leaving e) {
            if (!e.is("exit")) {
                throw new UsageException("next used outside of a rule", 2);
            }
        }
        try {
            runAll("END");
        } catch (AwkInterpreter.Leaving e) {
            return awk.status();
        }
        return failures != 0 ? 2 : awk.status();
    }

    private void runAll(String kind) throws IOException {
        for (AwkNode.Rule rule : rules) {
            AwkNode.Statement action = rule.action();
            if (rule.kind().equals(kind) && action != null) {
                awk.run(action);
            }
        }
    }

    private void read(String file) throws IOException {
        if (file.matches("[A-Za-z_]\\w*=.*")) {
            assign(file);
            return;
        }
        awk.set("FILENAME", AwkValue.of(file.equals("-") ? "" : file));
        long inFile = 0;
        try (Input in = call.open(file)) {
            for (String line = in.line(); line != null; line = in.line()) {
                awk.record().read(line);
                awk.set("NR", AwkValue.of((double) ++number));
                awk.set("FNR", AwkValue.of((double) ++inFile));
                line();
            }
        }
    }

    private void line() throws IOException {
        try {
            for (AwkNode.Rule rule : rules) {
                if (rule.kind().isEmpty() && selects(rule)) {
                    AwkNode.Statement action = rule.action();
                    awk.run(action != null ? action : new AwkNode.Print(List.of(), false));
                }
            }
        } catch (AwkInterpreter.Leaving e) {
            if (!e.is("next")) {
                throw e;
            }
        }
    }

    private boolean selects(AwkNode.Rule rule) throws IOException {
        AwkNode.Expression from = rule.from();
        AwkNode.Expression to = rule.to();
        if (from == null) {
            return true;
        }
        if (to == null) {
            return awk.isTrue(from);
        }
        if (!openRanges.contains(rule) && !awk.isTrue(from)) {
            return false;
        }
        openRanges.add(rule);
        if (awk.isTrue(to)) {
            openRanges.remove(rule);
        }
        return true;
    }
}
