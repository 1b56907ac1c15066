package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.GuestProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a shell remembers. A subshell gets a copy. */
final class ShellState {

    record Variable(String value, boolean exported, boolean readOnly) {}

    final Map<String, Variable> variables = new TreeMap<>();
    final Map<String, Node> functions = new HashMap<>();
    final Map<String, String> traps = new LinkedHashMap<>();
    final Set<Character> options = new HashSet<>();
    final List<GuestProcess> jobs = new ArrayList<>();
    /** For each running function, what its local variables hide. */
    final Deque<Map<String, @Nullable Variable>> hidden = new ArrayDeque<>();

    List<String> positional = List.of();
    String name;
    int line = 1;
    int status;
    /** The exit status of the last command substitution of the command that is being expanded. */
    int substitutionStatus;

    int lastBackgroundId;
    /** How far getopts has come within one argument. */
    int optionOffset;

    boolean interactive;
    boolean pipefail;
    /** Whether it was started as bash: then it knows brace expansion. */
    boolean bash;

    ShellState(String name) {
        this.name = name;
    }

    ShellState copy() {
        ShellState copy = new ShellState(name);
        copy.variables.putAll(variables);
        copy.functions.putAll(functions);
        copy.options.addAll(options);
        copy.hidden.addAll(hidden);
        copy.positional = positional;
        copy.line = line;
        copy.status = status;
        copy.lastBackgroundId = lastBackgroundId;
        copy.pipefail = pipefail;
        copy.bash = bash;
        return copy;
    }

    @Nullable
    String get(String variable) {
        Variable found = variables.get(variable);
        return found == null ? null : found.value();
    }

    void set(GuestProcess process, String variable, String value) {
        Variable before = variables.get(variable);
        if (before != null && before.readOnly()) {
            throw new ShellExit.Failure(2, variable + ": is read only");
        }
        boolean exported = options.contains('a') || (before != null && before.exported());
        put(process, variable, new Variable(value, exported, false));
    }

    void export(GuestProcess process, String variable) {
        Variable before = variables.getOrDefault(variable, new Variable("", false, false));
        put(process, variable, new Variable(before.value(), true, before.readOnly()));
    }

    void protect(String variable) {
        Variable before = variables.getOrDefault(variable, new Variable("", false, false));
        variables.put(variable, new Variable(before.value(), before.exported(), true));
    }

    void unset(GuestProcess process, String variable) {
        Variable before = variables.get(variable);
        if (before != null && before.readOnly()) {
            throw new ShellExit.Failure(2, variable + ": is read only");
        }
        variables.remove(variable);
        process.environment().remove(variable);
    }

    /** Gives a function a variable of its own, or what was before back to its caller. */
    void restore(GuestProcess process, String variable, @Nullable Variable before) {
        if (before == null) {
            variables.remove(variable);
            process.environment().remove(variable);
        } else {
            put(process, variable, before);
        }
    }

    private void put(GuestProcess process, String variable, Variable content) {
        variables.put(variable, content);
        if (content.exported()) {
            process.environment().put(variable, content.value());
        }
    }
}
