package dev.litevps.command.snapshot;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import java.util.regex.Pattern;

/** What a customer can call a snapshot: something that needs no quoting in a path, a shell or a file name. */
final class SnapshotName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private SnapshotName() {}

    static void require(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE,
                    "name must have 1 to 64 letters, digits, dots, underscores and hyphens, "
                            + "and begin with a letter or a digit");
        }
    }
}
