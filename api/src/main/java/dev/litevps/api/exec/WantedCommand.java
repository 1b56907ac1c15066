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
 * @param outputLimitBytes how much of each of stdout and stderr is kept
 * @param blockedBy the entry of the list of blocked commands because of which it must not be run
 */
record WantedCommand(
        String command, int timeoutSeconds, boolean background, int outputLimitBytes, Optional<String> blockedBy) {

    /** What each of many keeps at least. */
    private static final int LEAST_OUTPUT_BYTES = 16 * 1024;

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
                limits.outputLimitBytes(),
                new BlockedCommands(current.blockedCommands()).foundIn(command));
    }

    /** The same for one of so many VPSes, whose outputs are in one answer: that has as much as one alone would have. */
    WantedCommand oneOf(int count) {
        int share = Math.max(LEAST_OUTPUT_BYTES, outputLimitBytes / Math.max(1, count));
        return new WantedCommand(command, timeoutSeconds, background, Math.min(outputLimitBytes, share), blockedBy);
    }
}
