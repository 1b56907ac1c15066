package dev.litevps.command.settings;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.settings.PlatformSettings;
import java.util.List;

/** What settings may be: a typing error must not open the platform to everybody, nor close it. */
final class SettingsBounds {

    /** A day. A command that runs longer is a service, and belongs to the guest's own init system. */
    static final int LONGEST_EXEC_SECONDS = 86_400;

    /** Each item is a decision of its own, and all of them are taken while one caller waits. */
    static final int LARGEST_BATCH = 100;

    /** Each keeps a part of the disk for itself. */
    static final int MOST_SNAPSHOTS = 100;

    /** Each command that is run is held against all of them. */
    static final int MOST_BLOCKED_COMMANDS = 100;

    static final int LONGEST_BLOCKED_COMMAND = 200;

    private SettingsBounds() {}

    /** {@link CommandRejected} that names the first setting which is out of bounds. */
    static void require(PlatformSettings settings) {
        requireBetween("max_exec_timeout_seconds", settings.maxExecTimeoutSeconds(), 1, LONGEST_EXEC_SECONDS);
        requireBetween("max_batch_size", settings.maxBatchSize(), 1, LARGEST_BATCH);
        requireBetween("max_snapshots_per_vps", settings.maxSnapshotsPerVps(), 0, MOST_SNAPSHOTS);
        requireCommands(settings.blockedCommands());
    }

    private static void requireCommands(List<String> commands) {
        if (commands.size() > MOST_BLOCKED_COMMANDS) {
            throw refused("blocked_commands can have " + MOST_BLOCKED_COMMANDS + " entries at most");
        }
        for (String command : commands) {
            if (command.isBlank() || command.length() > LONGEST_BLOCKED_COMMAND) {
                throw refused("each of blocked_commands has 1 to " + LONGEST_BLOCKED_COMMAND + " characters");
            }
            if (command.chars().anyMatch(Character::isISOControl)) {
                throw refused("blocked_commands are single lines without control characters");
            }
        }
    }

    private static void requireBetween(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw refused("%s must be from %d to %d".formatted(name, least, most));
        }
    }

    private static CommandRejected refused(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
