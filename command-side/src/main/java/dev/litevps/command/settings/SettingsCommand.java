package dev.litevps.command.settings;

import dev.litevps.command.Command;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of the settings. */
public sealed interface SettingsCommand extends Command {

    /** The identity of the one set of settings. */
    String SETTINGS = "settings";

    @TargetAggregateIdentifier
    default String settingsId() {
        return SETTINGS;
    }

    /**
     * Change some of the settings; what is null stays.
     *
     * @param version the number of changes that whoever asks has seen; null for whoever does not mind another's change
     */
    record ChangeSettings(
            @Nullable Integer maxExecTimeoutSeconds,
            @Nullable Integer maxBatchSize,
            @Nullable Integer maxSnapshotsPerVps,
            @Nullable List<String> blockedCommands,
            @Nullable Long version,
            Instant at)
            implements SettingsCommand {}
}
