package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Programs that show, signal and pause processes. */
final class ProcessTools {

    private static final Map<Character, Long> UNIT_SECONDS = Map.of('s', 1L, 'm', 60L, 'h', 3600L, 'd', 86_400L);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ProcessTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("ps", ProcessTools::ps);
        tools.put("pgrep", ProcessTools::pgrep);
        tools.put("pkill", ProcessTools::pkill);
        tools.put("killall", ProcessTools::pkill);
        tools.put("pidof", ProcessTools::pidof);
        tools.put("kill", ProcessTools::kill);
        tools.put("sleep", ProcessTools::sleep);
    }

    private static String title(GuestProcess process) {
        return String.join(" ", process.arguments());
    }

    private static String command(GuestProcess process) {
        return FileTools.name(process.arguments().getFirst());
    }

    private static int ps(Invocation call) throws IOException {
        String flags = String.join("", call.arguments());
        boolean everything = flags.matches(".*(aux|[eAx]).*");
        boolean user = flags.contains("u");
        boolean full = flags.contains("f");
        Output out = call.out();
        out.line(
                user
                        ? "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND"
                        : full
                                ? "UID          PID    PPID  C STIME TTY          TIME CMD"
                                : "    PID TTY          TIME CMD");
        if (everything) {
            out.line(row(user, full, 1, 0, "00:00", "/sbin/init"));
        }
        for (GuestProcess process : call.system().processes().all()) {
            if (everything || process.sessionId() == call.process().sessionId()) {
                String start = LocalTime.ofInstant(process.started(), ZoneOffset.UTC)
                        .toString()
                        .substring(0, 5);
                String shown = user || full || everything ? title(process) : command(process);
                out.line(row(user, full, process.id(), process.parentId(), start, shown));
            }
        }
        return 0;
    }

    private static String row(boolean user, boolean full, int id, int parent, String start, String command) {
        if (user) {
            return String.format(
                    Locale.ROOT, "root     %7d  0.0  0.0   2576  1024 ?        S    %5s   0:00 %s", id, start, command);
        }
        return full
                ? String.format(Locale.ROOT, "root     %7d %7d  0 %5s ?        00:00:00 %s", id, parent, start, command)
                : String.format(Locale.ROOT, "%7d ?        00:00:00 %s", id, command);
    }

    /**
     * The processes of a session, or of all, whose name, or with {@code -f} whose whole command line, matches; never the one
     * that asks.
     */
    private static List<GuestProcess> matching(
            Invocation call, String regex, boolean whole, boolean exact, @Nullable String session) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new UsageException("invalid pattern: " + regex, 2);
        }
        return call.system().processes().all().stream()
                .filter(process -> process != call.process())
                .filter(process -> session == null || process.sessionId() == sessionId(call, session))
                .filter(process -> {
                    String text = whole ? title(process) : command(process);
                    return exact
                            ? pattern.matcher(text).matches()
                            : pattern.matcher(text).find();
                })
                .toList();
    }

    /** Session 0 is one's own. */
    private static long sessionId(Invocation call, String session) {
        long id = Invocation.number(session);
        return id == 0 ? call.process().sessionId() : id;
    }

    private static int pgrep(Invocation call) throws IOException {
        Options options =
                Options.of(call, "flaxcnou:P:s:", Map.of("full", 'f', "exact", 'x', "count", 'c', "session", 's'));
        String pattern = options.has('s') && options.operands().isEmpty()
                ? ""
                : options.requiredOperands().getFirst();
        List<GuestProcess> found = matching(call, pattern, options.has('f'), options.has('x'), options.value('s'));
        if (options.has('c')) {
            call.out().line(Integer.toString(found.size()));
        } else {
            for (GuestProcess process : found) {
                String suffix =
                        options.has('a') ? " " + title(process) : options.has('l') ? " " + command(process) : "";
                call.out().line(process.id() + suffix);
            }
        }
        return found.isEmpty() ? 1 : 0;
    }

    private static int pkill(Invocation call) throws IOException {
        Signal signal = Signal.TERM;
        boolean whole = false;
        String pattern = "";
        String session = null;
        for (int at = 0; at < call.arguments().size(); at++) {
            String argument = call.arguments().get(at);
            if (argument.equals("-f")) {
                whole = true;
            } else if (argument.equals("-s")
                    && call.name().equals("pkill")
                    && at + 1 < call.arguments().size()) {
                session = call.arguments().get(++at);
            } else if (argument.startsWith("-")
                    && Signal.parse(argument.substring(1)).isPresent()) {
                signal = Signal.parse(argument.substring(1)).orElseThrow();
            } else if (!argument.startsWith("-")) {
                pattern = argument;
            }
        }
        Signal sent = signal;
        List<GuestProcess> found = matching(call, pattern, whole, call.name().equals("killall"), session);
        found.forEach(process -> process.signal(sent));
        if (found.isEmpty() && call.name().equals("killall")) {
            call.error(pattern + ": no process found\n");
        }
        return found.isEmpty() ? 1 : 0;
    }

    private static int pidof(Invocation call) throws IOException {
        List<String> names = Options.of(call, "sx").requiredOperands();
        String ids = call.system().processes().all().stream()
                .filter(process -> names.contains(command(process)))
                .map(process -> Integer.toString(process.id()))
                .collect(Collectors.joining(" "));
        if (ids.isEmpty()) {
            return 1;
        }
        call.out().line(ids);
        return 0;
    }

    private static int kill(Invocation call) throws IOException {
        List<String> arguments = call.arguments();
        if (!arguments.isEmpty() && arguments.getFirst().equals("-l")) {
            call.out().line(Stream.of(Signal.values()).map(Signal::name).collect(Collectors.joining(" ")));
            return 0;
        }
        Signal signal = Signal.TERM;
        boolean test = false;
        int first = 0;
        if (!arguments.isEmpty() && arguments.getFirst().matches("-[sn]?[A-Za-z0-9]*")) {
            String name = arguments.getFirst().substring(1);
            boolean separate = (name.equals("s") || name.equals("n")) && arguments.size() > 1;
            name = separate ? arguments.get(1) : name;
            first = separate ? 2 : 1;
            test = name.equals("0");
            if (!test) {
                String unknown = name;
                signal = Signal.parse(name)
                        .orElseThrow(() -> new UsageException(unknown + ": invalid signal specification"));
            }
        }
        if (first < arguments.size() && arguments.get(first).equals("--")) {
            first++;
        }
        if (first >= arguments.size()) {
            throw new UsageException("usage: kill [-s sigspec | -n signum | -sigspec] pid ...", 2);
        }
        int status = 0;
        for (String target : arguments.subList(first, arguments.size())) {
            if (!send(call, target, signal, test)) {
                call.complain("(" + target + ") - No such process");
                status = 1;
            }
        }
        call.process().checkpoint();
        return status;
    }

    private static boolean send(Invocation call, String target, Signal signal, boolean test) {
        int id = (int) Invocation.number(target);
        if (id == 0 || id < -1) {
            int group = id == 0 ? call.process().groupId() : -id;
            return test
                    ? call.system().processes().all().stream().anyMatch(process -> process.groupId() == group)
                    : call.system().processes().signalGroup(group, signal);
        }
        if (id == -1) {
            call.system().processes().all().stream()
                    .filter(process -> process != call.process())
                    .forEach(process -> process.signal(signal));
            return true;
        }
        GuestProcess found = call.system().processes().find(id).orElse(null);
        if (found != null && !test) {
            found.signal(signal);
        }
        return found != null || id == 1;
    }

    private static int sleep(Invocation call) {
        if (call.arguments().isEmpty()) {
            throw new UsageException("missing operand");
        }
        Duration total = Duration.ZERO;
        for (String argument : call.arguments()) {
            total = total.plus(duration(argument));
        }
        call.process().sleep(total);
        return 0;
    }

    /** Reads {@code 1.5}, {@code 2m} or {@code infinity}. */
    static Duration duration(String text) {
        if (text.equals("infinity") || text.equals("inf")) {
            return Duration.ofDays(10_000);
        }
        if (!text.matches("\\d{0,9}(\\.\\d+)?[smhd]?") || text.isEmpty()) {
            throw new UsageException("invalid time interval '" + text + "'");
        }
        Long unit = UNIT_SECONDS.get(text.charAt(text.length() - 1));
        double number = Double.parseDouble(unit == null ? text : text.substring(0, text.length() - 1));
        return Duration.ofNanos((long) (number * (unit == null ? 1 : unit) * NANOS_PER_SECOND));
    }
}
