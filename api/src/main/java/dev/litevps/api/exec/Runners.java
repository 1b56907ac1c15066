package dev.litevps.api.exec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs that run their arguments in another way, as {@code sudo} does, and where in their arguments the command is. */
final class Runners {

    /** All of them, with those letters of their options that take a value. */
    private static final Map<String, String> VALUED = Map.ofEntries(
            Map.entry("sudo", "ughpCDRrtTU"),
            Map.entry("doas", "uC"),
            Map.entry("pkexec", "u"),
            Map.entry("gosu", ""),
            Map.entry("setpriv", ""),
            Map.entry("env", "uCS"),
            Map.entry("nohup", ""),
            Map.entry("timeout", "ks"),
            Map.entry("flock", "wE"),
            Map.entry("xargs", "ILnPdEsa"),
            Map.entry("exec", "a"),
            Map.entry("command", ""),
            Map.entry("builtin", ""),
            Map.entry("time", "fo"),
            Map.entry("nice", "n"),
            Map.entry("ionice", "cn"),
            Map.entry("chrt", "TPD"),
            Map.entry("taskset", ""),
            Map.entry("setsid", ""),
            Map.entry("stdbuf", "ioe"),
            Map.entry("strace", "oepEPsSuaIbOUX"),
            Map.entry("systemd-run", "HMpuE"),
            Map.entry("systemd-inhibit", ""),
            Map.entry("chroot", ""),
            Map.entry("unshare", "RwSG"),
            Map.entry("nsenter", "tSG"),
            Map.entry("fakeroot", "lsib"),
            Map.entry("busybox", ""),
            Map.entry("toybox", ""));

    /** Their long options that take a value, which may be the next word. */
    private static final Map<String, Set<String>> LONG_VALUED = Map.ofEntries(
            Map.entry(
                    "sudo",
                    withDashes("user group host prompt chdir close-from chroot role type command-timeout other-user")),
            Map.entry("pkexec", withDashes("user")),
            Map.entry(
                    "setpriv",
                    withDashes("reuid regid ruid euid rgid egid groups inh-caps ambient-caps bounding-set securebits"
                            + " pdeathsig selinux-label apparmor-profile")),
            Map.entry("env", withDashes("unset chdir split-string")),
            Map.entry("timeout", withDashes("signal kill-after")),
            Map.entry("flock", withDashes("wait timeout conflict-exit-code")),
            Map.entry("xargs", withDashes("arg-file delimiter max-args max-chars max-procs process-slot-var")),
            Map.entry("time", withDashes("format output")),
            Map.entry("nice", withDashes("adjustment")),
            Map.entry("ionice", withDashes("class classdata")),
            Map.entry("chrt", withDashes("sched-runtime sched-period sched-deadline")),
            Map.entry("stdbuf", withDashes("input output error")),
            Map.entry("strace", withDashes("output trace env user string-limit attach")),
            Map.entry(
                    "systemd-run",
                    withDashes(
                            "host machine property unit slice description service-type uid gid nice working-directory"
                                    + " setenv on-active on-boot on-startup on-unit-active on-unit-inactive on-calendar"
                                    + " timer-property path-property socket-property")),
            Map.entry("systemd-inhibit", withDashes("what who why mode")),
            Map.entry("chroot", withDashes("userspec groups")),
            Map.entry("unshare", withDashes("root wd setuid setgid map-user map-group propagation setgroups")),
            Map.entry("nsenter", withDashes("target setuid setgid")),
            Map.entry("fakeroot", withDashes("lib faked")));

    /** The letters of options with which a runner only tells something of its arguments, or runs nothing. */
    private static final Map<String, String> TELLING =
            Map.of("sudo", "l", "command", "vV", "taskset", "p", "chrt", "pm");

    private static final Map<String, Set<String>> LONG_TELLING =
            Map.of("sudo", withDashes("list"), "taskset", withDashes("pid"), "chrt", withDashes("pid max"));

    /** Runners that have an operand of their own first. */
    private static final Set<String> WITH_OPERAND = Set.of("timeout", "chroot", "flock", "taskset", "chrt", "gosu");

    private static final String SPLIT_STRING = "--split-string";

    private Runners() {}

    private static Set<String> withDashes(String names) {
        return Stream.of(names.split(" ", -1)).map(name -> "--" + name).collect(Collectors.toUnmodifiableSet());
    }

    static boolean include(String name) {
        return VALUED.containsKey(name);
    }

    /** Where the command begins in what follows a runner; negative if it runs nothing. */
    static int command(String runner, List<String> arguments) {
        String valued = VALUED.getOrDefault(runner, "");
        String telling = TELLING.getOrDefault(runner, "");
        int at = 0;
        boolean tells = false;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            String option = arguments.get(at++);
            if (option.equals("--")) {
                break;
            }
            if (option.startsWith("--")) {
                at += LONG_VALUED.getOrDefault(runner, Set.of()).contains(option) ? 1 : 0;
                tells |= LONG_TELLING.getOrDefault(runner, Set.of()).contains(option);
                continue;
            }
            int letter = 1;
            while (letter < option.length() && valued.indexOf(option.charAt(letter)) < 0) {
                tells |= telling.indexOf(option.charAt(letter++)) >= 0;
            }
            // The value is the rest of the word, or else the next one.
            at += letter == option.length() - 1 ? 1 : 0;
        }
        return tells ? -1 : at + (WITH_OPERAND.contains(runner) ? 1 : 0);
    }

    /** The command of a runner that is given it in one word, as {@code env -S} and {@code flock file -c} are. */
    static Optional<String> script(String runner, List<String> arguments) {
        return switch (runner) {
            case "env" -> splitString(arguments);
            case "flock" -> {
                int at = command(runner, arguments);
                boolean given = at + 1 < arguments.size()
                        && (arguments.get(at).equals("-c") || arguments.get(at).equals("--command"));
                yield given ? Optional.of(arguments.get(at + 1)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** What {@code env} splits, with what follows it. */
    private static Optional<String> splitString(List<String> arguments) {
        int command = Math.min(command("env", arguments), arguments.size());
        for (int at = 0; at < command; at++) {
            String option = arguments.get(at);
            if (option.equals(SPLIT_STRING) || option.startsWith(SPLIT_STRING + "=")) {
                return Optional.of(
                        joined(option.substring(SPLIT_STRING.length()).replaceFirst("^=", ""), arguments, at));
            }
            if (option.matches("-[^-uCS]*S.*")) {
                return Optional.of(joined(option.substring(option.indexOf('S') + 1), arguments, at));
            }
        }
        return Optional.empty();
    }

    private static String joined(String first, List<String> arguments, int at) {
        return first + " " + String.join(" ", arguments.subList(at + 1, arguments.size()));
    }
}
