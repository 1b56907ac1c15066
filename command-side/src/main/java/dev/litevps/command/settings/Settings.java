package dev.litevps.command.settings;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.settings.SettingsCommand.ChangeSettings;
import dev.litevps.events.settings.PlatformSettings;
import dev.litevps.events.settings.SettingsEvent;
import dev.litevps.events.settings.SettingsEvent.SettingsChanged;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The settings are the defaults until they are changed for the first time, and can be changed ever after. */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Settings {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private @Nullable String settingsId;

    private PlatformSettings current = PlatformSettings.DEFAULTS;
    private long changes;

    Settings() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ChangeSettings command) {
        if (command.version() != null && command.version() != changes) {
            throw new CommandRejected(
                    RejectionCode.SETTINGS_OUTDATED,
                    "the settings have changed meanwhile: they have version " + changes);
        }
        PlatformSettings wanted = new PlatformSettings(
                Objects.requireNonNullElse(command.maxExecTimeoutSeconds(), current.maxExecTimeoutSeconds()),
                Objects.requireNonNullElse(command.maxBatchSize(), current.maxBatchSize()),
                Objects.requireNonNullElse(command.maxSnapshotsPerVps(), current.maxSnapshotsPerVps()),
                command.blockedCommands() == null ? current.blockedCommands() : distinct(command.blockedCommands()));
        SettingsBounds.require(wanted);
        if (!wanted.equals(current)) {
            apply(new SettingsChanged(wanted, command.at()));
        }
    }

    private static List<String> distinct(List<String> commands) {
        return commands.stream().map(String::strip).distinct().toList();
    }

    @EventSourcingHandler
    void on(SettingsEvent event) {
        switch (event) {
            case SettingsChanged changed -> {
                settingsId = SettingsCommand.SETTINGS;
                current = changed.settings();
                changes++;
            }
        }
    }
}
