package dev.litevps.api.exec;

import dev.litevps.api.web.ApiException;
import dev.litevps.host.GuestJob;
import dev.litevps.query.settings.SettingsRow;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * A command within the limits that hold now.
 *
 * @param timeoutSeconds after which it is killed
 * @param background whether nobody waits for it
 * @param blockedBy the entry of the list of blocked commands because of which it must not be run
 */
record WantedCommand(String command, int timeoutSeconds, boolean background, Optional<String> blockedBy) {

    /** {@link ApiException} 400 if it is none, or beyond a limit. */
    static WantedCommand of(ExecBody body, SettingsRow current, ExecProperties limits) {
        String command = body.command();
        if (command == null || command.isBlank()) {
            throw ApiException.badRequest("missing_command", "command is required");
        }
        if (command.getBytes(StandardCharsets.UTF_8).length > GuestJob.LONGEST_COMMAND_BYTES) {
            throw ApiException.badRequest(
                    "command_too_long",
                    "command may have at most %d bytes; upload a script and run that"
                            .formatted(GuestJob.LONGEST_COMMAND_BYTES));
        }
        int longest = current.maxExecTimeoutSeconds();
        int seconds = Objects.requireNonNullElseGet(body.timeoutSeconds(), () -> limits.defaultTimeoutSeconds(longest));
        if (seconds < 1 || seconds > longest) {
            throw ApiException.badRequest("invalid_timeout", "timeout_seconds must be from 1 to " + longest);
        }
        return new WantedCommand(
                command,
                seconds,
                Boolean.TRUE.equals(body.background()),
                new BlockedCommands(current.blockedCommands()).foundIn(command));
    }
}
