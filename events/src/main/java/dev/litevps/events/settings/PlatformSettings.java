package dev.litevps.events.settings;

import java.util.List;

/**
 * The limits that hold for all customers.
 *
 * @param maxExecTimeoutSeconds how long a caller may let a command run in a guest
 * @param maxBatchSize how many machines one batch request may name
 * @param maxSnapshotsPerVps how many snapshots a VPS may have
 * @param blockedCommands commands that are not run in guests, each as one would type it
 */
public record PlatformSettings(
        int maxExecTimeoutSeconds, int maxBatchSize, int maxSnapshotsPerVps, List<String> blockedCommands) {

    /** What holds until an operator says otherwise. The blocked commands are those of the API reference. */
    public static final PlatformSettings DEFAULTS = new PlatformSettings(
            300,
            10,
            10,
            List.of("rm -rf /", "mkfs", "dd if=", ":(){ :|:& };", "shutdown", "reboot", "poweroff", "halt"));

    public PlatformSettings {
        blockedCommands = List.copyOf(blockedCommands);
    }
}
