package dev.litevps.query.settings;

import dev.litevps.events.settings.PlatformSettings;
import dev.litevps.events.settings.SettingsEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps the one row of the settings, from their first change on. */
@Component
@ProcessingGroup("query.settings")
class SettingsProjection {

    private static final String ID = "settings";

    private static final String CHANGE = """
            insert into settings_view as shown (id, max_exec_timeout_seconds, max_batch_size, max_snapshots_per_vps,
                blocked_commands, version)
            values (?, ?, ?, ?, ?, ?)
            on conflict (id) do update set max_exec_timeout_seconds = excluded.max_exec_timeout_seconds,
                max_batch_size = excluded.max_batch_size, max_snapshots_per_vps = excluded.max_snapshots_per_vps,
                blocked_commands = excluded.blocked_commands, version = excluded.version
            where shown.version < excluded.version""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    SettingsProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SettingsEvent event, @SequenceNumber long version) {
        switch (event) {
            case SettingsEvent.SettingsChanged changed -> change(changed.settings(), version);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table settings_view");
    }

    private void change(PlatformSettings settings, long version) {
        views.write(
                new AggregateVersion("Settings", ID, version),
                CHANGE,
                ID,
                settings.maxExecTimeoutSeconds(),
                settings.maxBatchSize(),
                settings.maxSnapshotsPerVps(),
                settings.blockedCommands().toArray(String[]::new),
                version);
    }
}
