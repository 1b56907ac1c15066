package dev.litevps.host.dns;

import dev.litevps.host.MachineId;
import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first label of a machine's name: {@code vps-} and the 32 hexadecimal digits of its id. */
final class DnsLabels {

    private static final Pattern LABEL = Pattern.compile("vps-([0-9a-f]{16})([0-9a-f]{16})");
    private static final int HEXADECIMAL = 16;

    private DnsLabels() {}

    static String of(MachineId id) {
        return "vps-" + id.toString().replace("-", "");
    }

    /** The machine that a label names, if it is one of these. */
    static Optional<MachineId> parse(String label) {
        Matcher matcher = LABEL.matcher(label);
        return matcher.matches()
                ? Optional.of(new MachineId(new UUID(bits(matcher.group(1)), bits(matcher.group(2)))))
                : Optional.empty();
    }

    private static long bits(String digits) {
        return new BigInteger(digits, HEXADECIMAL).longValue();
    }
}
