package dev.litevps.command.vps;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import java.util.regex.Pattern;

/** The name of a VPS is its guest's hostname: one label of a domain name as RFC 1123 has it, at most 63 characters. */
final class MachineName {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private MachineName() {}

    static void require(String name) {
        if (!LABEL.matcher(name).matches()) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE,
                    "name must be a hostname: 1 to 63 letters, digits and hyphens, with no hyphen at either end");
        }
    }
}
