package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.CommandNotFoundException;
import dev.litevps.host.simulated.system.Devices;
import dev.litevps.host.simulated.system.Disposition;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.Launch;
import dev.litevps.host.simulated.system.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Programs that run other programs: {@code timeout}, {@code env}, {@code sudo}, {@code xargs} and their like. */
final class RunTools {

    private static final int TIMED_OUT = 124;
    private static final Duration FOR_EVER = Duration.ofDays(10_000);
    private static final int WORDS_PER_CALL = 1000;

    private RunTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("timeout", RunTools::timeout);
        tools.put("env", RunTools::env);
        tools.put("printenv", RunTools::printenv);
        tools.put("sudo", RunTools::sudo);
        tools.put("nohup", RunTools::nohup);
        tools.put("setsid", RunTools::setsid);
        tools.put("nice", RunTools::nice);
        tools.put("stdbuf", RunTools::nice);
        tools.put("ionice", RunTools::nice);
        tools.put("xargs", RunTools::xargs);
        tools.put("time", RunTools::time);
    }

    /** Runs a command in this process's place. */
    private static int become(Invocation call, List<String> command) throws IOException {
        call.out().flush();
        try {
            return call.process().become(command);
        } catch (CommandNotFoundException e) {
            String reason = e.exitStatus() == 127 ? "No such file or directory" : String.valueOf(e.getMessage());
            call.complain("failed to run command '" + command.getFirst() + "': " + reason);
            return e.exitStatus();
        }
    }

    private static int timeout(Invocation call) throws IOException {
        Options options = Options.of(
                call, "+k:s:vf", Map.of("kill-after", 'k', "signal", 's', "foreground", 'f', "preserve-status", 'v'));
        List<String> operands = options.operands();
        if (operands.size() < 2) {
            throw new UsageException("missing operand", 125);
        }
        Duration limit = ProcessTools.duration(operands.getFirst());
        Duration grace = options.has('k') ? ProcessTools.duration(options.value('k', "0")) : Duration.ZERO;
        Signal signal =
                Signal.parse(options.value('s', "TERM")).orElseThrow(() -> new UsageException("invalid signal", 125));
        GuestProcess self = call.process();
        if (!options.has('f')) {
            self.leadGroup();
        }
        List<String> command = operands.subList(1, operands.size());
        GuestProcess child;
        try {
            GuestProcess.Program program = call.system().programs().find(self, command);
            child = call.system().processes().start(Launch.childOf(self, command), program);
        } catch (CommandNotFoundException e) {
            call.complain("failed to run command '" + command.getFirst() + "': No such file or directory");
            return e.exitStatus();
        }
        Integer status = self.await(child, limit.isZero() ? FOR_EVER : limit);
        if (status != null) {
            return status;
        }
        // The signal is for the whole group, but this process must live on to see the end.
        self.arrange(signal, Disposition.IGNORE);
        send(call, options, child, signal);
        Integer afterSignal = self.await(child, grace.isZero() ? FOR_EVER : grace);
        if (afterSignal == null) {
            send(call, options, child, Signal.KILL);
            return self.await(child);
        }
        return signal == Signal.KILL ? Signal.KILL.exitStatus() : TIMED_OUT;
    }

    private static void send(Invocation call, Options options, GuestProcess child, Signal signal) {
        child.signal(signal);
        if (!options.has('f')) {
            call.system().processes().signalGroup(call.process().groupId(), signal);
        }
    }

    private static int env(Invocation call) throws IOException {
        List<String> rest = new ArrayList<>(call.arguments());
        Map<String, String> environment = call.process().environment();
        while (!rest.isEmpty()) {
            String argument = rest.getFirst();
            if (argument.equals("-i") || argument.equals("-")) {
                environment.clear();
            } else if (argument.equals("-u") && rest.size() > 1) {
                rest.removeFirst();
                environment.remove(rest.getFirst());
            } else if (argument.matches("[A-Za-z_][A-Za-z0-9_]*=(?s:.*)")) {
                String[] pair = argument.split("=", 2);
                environment.put(pair[0], pair[1]);
            } else {
                break;
            }
            rest.removeFirst();
        }
        if (!rest.isEmpty()) {
            return become(call, rest);
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            call.out().line(variable.getKey() + "=" + variable.getValue());
        }
        return 0;
    }

    private static int printenv(Invocation call) throws IOException {
        if (call.arguments().isEmpty()) {
            return env(call);
        }
        int status = 0;
        for (String name : call.arguments()) {
            String value = call.process().environment().get(name);
            if (value == null) {
                status = 1;
            } else {
                call.out().line(value);
            }
        }
        return status;
    }

    /** Root already, so it only drops its own options. */
    private static int sudo(Invocation call) throws IOException {
        Options options = Options.of(call, "+u:g:EHnSik", Map.of("user", 'u', "preserve-env", 'E'));
        List<String> command = options.operands();
        if (command.isEmpty() && !options.has('i')) {
            throw new UsageException("usage: sudo [-u user] command");
        }
        List<String> effective = command.isEmpty() ? List.of("bash") : command;
        return effective.getFirst().contains("=") ? env(call.with(effective)) : become(call, effective);
    }

    private static int nohup(Invocation call) throws IOException {
        if (call.arguments().isEmpty()) {
            throw new UsageException("missing operand", 125);
        }
        call.process().arrange(Signal.HUP, Disposition.IGNORE);
        if (call.process().files().get(0).isTerminal()) {
            call.process().files().set(0, Devices.nothing());
        }
        return become(call, call.arguments());
    }

    private static int setsid(Invocation call) throws IOException {
        Options options = Options.of(call, "+wfc", Map.of("wait", 'w', "fork", 'f'));
        List<String> command = options.requiredOperands();
        if (call.process().groupId() != call.process().id() && !options.has('f')) {
            call.process().leadSession();
            return become(call, command);
        }
        // A group's leader cannot lead a session as well: a child does.
        GuestProcess child = call.system().processes().start(Launch.childOf(call.process(), command), self -> {
            self.leadSession();
            return self.become(command);
        });
        return options.has('w') ? call.process().await(child) : 0;
    }

    private static int nice(Invocation call) throws IOException {
        return become(call, Options.of(call, "+n:c:p:o:e:i:").requiredOperands());
    }

    private static int time(Invocation call) throws IOException {
        long startNanos = System.nanoTime();
        List<String> command = Options.of(call, "+p").requiredOperands();
        int status = runChild(call, command);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        call.error(String.format(Locale.ROOT, "%nreal\t0m%.3fs%nuser\t0m0.000s%nsys\t0m0.000s%n", seconds));
        return status;
    }

    static int runChild(Invocation call, List<String> command) throws IOException {
        call.out().flush();
        try {
            GuestProcess.Program program = call.system().programs().find(call.process(), command);
            Launch launch = Launch.childOf(call.process(), command);
            return call.process().await(call.system().processes().start(launch, program));
        } catch (CommandNotFoundException e) {
            call.complain(command.getFirst() + ": No such file or directory");
            return e.exitStatus();
        }
    }

    private static int xargs(Invocation call) throws IOException {
        Options options = Options.of(
                call, "+0n:I:rP:tL:d:", Map.of("null", '0', "max-args", 'n', "no-run-if-empty", 'r', "replace", 'I'));
        List<String> base = options.operands().isEmpty() ? List.of("echo") : options.operands();
        List<String> words = words(call, options);
        String replaced = options.value('I');
        boolean oneEach = replaced != null || options.has('L');
        int size = oneEach ? 1 : (int) Invocation.number(options.value('n', Integer.toString(WORDS_PER_CALL)));
        if (words.isEmpty() && (options.has('r') || replaced != null)) {
            return 0;
        }
        int status = 0;
        for (int at = 0; at == 0 || at < words.size(); at += size) {
            List<String> group = words.subList(at, Math.min(words.size(), at + size));
            List<String> command = new ArrayList<>();
            if (replaced == null) {
                command.addAll(base);
                command.addAll(group);
            } else {
                base.forEach(word -> command.add(word.replace(replaced, group.getFirst())));
            }
            int each = runChild(call, command);
            if (each >= 126) {
                return each;
            }
            status = each == 0 ? status : 123;
        }
        return status;
    }

    private static List<String> words(Invocation call, Options options) throws IOException {
        String text;
        try (Input in = call.in()) {
            text = new String(in.readNBytes(Input.LIMIT_BYTES), StandardCharsets.UTF_8);
        }
        String separator = options.has('0')
                ? "\0"
                : options.has('I') || options.has('L') ? "\n" : Escapes.decode(options.value('d', ""));
        List<String> words = new ArrayList<>();
        for (String word : separator.isEmpty() ? text.strip().split("\\s+") : text.split(Pattern.quote(separator))) {
            String bare = separator.isEmpty() ? word.replaceAll("^(['\"])(.*)\\1$", "$2") : word;
            if (!bare.isEmpty()) {
                words.add(options.has('I') ? bare.strip() : bare);
            }
        }
        return words;
    }
}
