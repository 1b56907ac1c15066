package dev.litevps.query.settings;

import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the settings. They are looked up whenever they are needed, so that a change holds on every node at once. */
@Component
public class SettingsQueries {

    private final DatabaseClient database;

    public SettingsQueries(DatabaseClient database) {
        this.database = database;
    }

    /** What holds now. */
    public Mono<SettingsRow> current() {
        return database.sql("select * from settings_view")
                .map(SettingsQueries::row)
                .one()
                .defaultIfEmpty(SettingsRow.DEFAULTS);
    }

    /** What holds now, and how often it was changed. */
    public Mono<VersionedSettings> versioned() {
        return database.sql("select * from settings_view")
                .map(row -> new VersionedSettings(row(row), new Columns(row).number("version") + 1))
                .one()
                .defaultIfEmpty(new VersionedSettings(SettingsRow.DEFAULTS, 0));
    }

    private static SettingsRow row(Readable row) {
        Columns columns = new Columns(row);
        return new SettingsRow(
                columns.integer("max_exec_timeout_seconds"),
                columns.integer("max_batch_size"),
                columns.integer("max_snapshots_per_vps"),
                List.of(columns.required("blocked_commands", String[].class)));
    }
}
