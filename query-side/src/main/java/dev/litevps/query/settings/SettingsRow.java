package dev.litevps.query.settings;

import dev.litevps.events.settings.PlatformSettings;
import java.util.List;

/**
 * The limits that hold for all customers.
 *
 * @param maxExecTimeoutSeconds how long a caller may let a command run in a guest
 * @param maxBatchSize how many machines one batch request may name
 * @param maxSnapshotsPerVps how many snapshots a VPS may have
 * @param blockedCommands commands that are not run in guests, each as one would type it
 */
public record SettingsRow(
        int maxExecTimeoutSeconds, int maxBatchSize, int maxSnapshotsPerVps, List<String> blockedCommands) {

    /** What holds until an operator says otherwise. The blocked commands are those of the API reference. */
    public static final SettingsRow DEFAULTS = of(PlatformSettings.DEFAULTS);

    public SettingsRow {
        blockedCommands = List.copyOf(blockedCommands);
    }

    private static SettingsRow of(PlatformSettings settings) {
        return new SettingsRow(
                settings.maxExecTimeoutSeconds(),
                settings.maxBatchSize(),
                settings.maxSnapshotsPerVps(),
                settings.blockedCommands());
    }
}
