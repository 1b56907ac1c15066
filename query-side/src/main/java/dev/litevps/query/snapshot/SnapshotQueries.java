package dev.litevps.query.snapshot;

import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads snapshots that are not gone. */
@Component
public class SnapshotQueries {

    private final DatabaseClient database;

    public SnapshotQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The snapshots of a VPS, the newest first; as few as a VPS may have. */
    public Flux<SnapshotRow> byVps(VpsId vpsId) {
        return database.sql("""
                        select * from snapshot_view where vps_id = :vps_id and not gone
                        order by created_at desc, id desc""")
                .bind("vps_id", vpsId.value())
                .map(SnapshotQueries::row)
                .all();
    }

    /** The snapshot of a VPS that has this name; empty if it has none. */
    public Mono<SnapshotRow> byName(VpsId vpsId, String name) {
        return database.sql("select * from snapshot_view where vps_id = :vps_id and name = :name and not gone")
                .bind("vps_id", vpsId.value())
                .bind("name", name)
                .map(SnapshotQueries::row)
                .first();
    }

    private static SnapshotRow row(Readable row) {
        Columns columns = new Columns(row);
        return new SnapshotRow(
                new SnapshotId(columns.uuid("id")),
                new VpsId(columns.uuid("vps_id")),
                columns.text("name"),
                SnapshotState.valueOf(columns.text("state")),
                columns.textOrNull("reason"),
                columns.instant("created_at"),
                columns.instantOrNull("taken_at"));
    }
}
