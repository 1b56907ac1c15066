package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.Identity;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Programs that tell about the machine and its user, and that turn it off. */
final class SystemTools {

    private static final int CANNOT_INSTALL = 100;

    private SystemTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("uname", SystemTools::uname);
        tools.put("arch", call -> say(call, "x86_64"));
        tools.put("hostname", SystemTools::hostname);
        tools.put("whoami", call -> say(call, "root"));
        tools.put("logname", call -> say(call, "root"));
        tools.put("groups", call -> say(call, "root"));
        tools.put("id", SystemTools::id);
        tools.put("tty", SystemTools::tty);
        tools.put("uptime", SystemTools::uptime);
        tools.put(
                "nproc",
                call -> say(call, Integer.toString(call.system().identity().vcpu())));
        tools.put("clear", call -> {
            call.out().print("\033[H\033[2J");
            return 0;
        });
        tools.put("poweroff", call -> power(call, false));
        tools.put("halt", call -> power(call, false));
        tools.put("reboot", call -> power(call, true));
        tools.put("shutdown", call -> power(call, call.arguments().contains("-r")));
        for (String name : List.of("apt", "apt-get", "dpkg", "systemctl", "service")) {
            tools.put(name, SystemTools::unavailable);
        }
    }

    private static int say(Invocation call, String text) throws IOException {
        call.out().line(text);
        return 0;
    }

    private static int uname(Invocation call) throws IOException {
        Options options = Options.of(
                call,
                "asnrvmpio",
                Map.of("all", 'a', "kernel-name", 's', "nodename", 'n', "kernel-release", 'r', "machine", 'm'));
        Map<Character, String> parts = Map.of(
                's',
                "Linux",
                'n',
                call.system().hostname(),
                'r',
                Identity.KERNEL_RELEASE,
                'v',
                Identity.KERNEL_VERSION,
                'm',
                "x86_64",
                'o',
                "GNU/Linux");
        StringBuilder text = new StringBuilder();
        for (char letter : "snrvmo".toCharArray()) {
            boolean byDefault = letter == 's' && call.arguments().isEmpty();
            boolean processor = letter == 'm' && (options.has('p') || options.has('i'));
            if (options.has(letter) || options.has('a') || byDefault || processor) {
                text.append(text.isEmpty() ? "" : " ").append(parts.get(letter));
            }
        }
        return say(call, text.toString());
    }

    private static int hostname(Invocation call) throws IOException {
        Options options = Options.of(call, "fsiIdA");
        if (!options.operands().isEmpty()) {
            call.system().rename(options.operands().getFirst());
            return 0;
        }
        return say(
                call,
                options.has('I') || options.has('i')
                        ? "127.0.0.1"
                        : call.system().hostname());
    }

    private static int id(Invocation call) throws IOException {
        Options options = Options.of(call, "ugnGr");
        if (options.has('u') || options.has('g') || options.has('G')) {
            return say(call, options.has('n') ? "root" : "0");
        }
        return say(call, "uid=0(root) gid=0(root) groups=0(root)");
    }

    private static int tty(Invocation call) throws IOException {
        boolean terminal = call.process().files().get(0).isTerminal();
        call.out().line(terminal ? "/dev/pts/0" : "not a tty");
        return terminal ? 0 : 1;
    }

    private static int uptime(Invocation call) throws IOException {
        Duration up = call.system().uptime();
        if (call.arguments().contains("-p")) {
            return say(call, "up " + up.toHours() + " hours, " + up.toMinutesPart() + " minutes");
        }
        String now = LocalTime.now(ZoneOffset.UTC).withNano(0).toString();
        String days = up.toDays() == 0 ? "" : up.toDays() + " days, ";
        String since = up.toHours() == 0
                ? up.toMinutes() + " min"
                : String.format(Locale.ROOT, "%2d:%02d", up.toHoursPart(), up.toMinutesPart());
        return say(call, " " + now + " up " + days + since + ",  0 users,  load average: 0.00, 0.00, 0.00");
    }

    private static int power(Invocation call, boolean again) {
        if (call.arguments().contains("-c")) {
            return 0;
        }
        if (again) {
            call.system().power().reboot();
        } else {
            call.system().power().powerOff();
        }
        return 0;
    }

    /** What a simulated guest cannot do, said plainly instead of pretended. */
    private static int unavailable(Invocation call) throws IOException {
        call.complain("not available: this is a simulated guest without network, packages and services");
        return call.name().startsWith("apt") ? CANNOT_INSTALL : 1;
    }
}
