package dev.litevps.query.snapshot;

import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.snapshot.SnapshotEvent;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleted;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestored;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotTaken;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotsGivenUp;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.ZoneOffset;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each snapshot. */
@Component
@ProcessingGroup("query.snapshot")
class SnapshotProjection {

    private static final String REQUEST = """
            insert into snapshot_view (id, vps_id, account_id, name, state, created_at, version)
            values (?, ?, ?, ?, 'CREATING', ?, ?)
            on conflict (id) do nothing""";

    private static final String TAKE = """
            update snapshot_view set state = 'READY', reason = null, taken_at = ?, version = ?
            where id = ? and version < ?""";

    private static final String CHANGE = """
            update snapshot_view set state = ?, reason = ?, version = ? where id = ? and version < ?""";

    private static final String DELETE = """
            update snapshot_view set gone = true, version = ? where id = ? and version < ?""";

    private static final String GIVE_UP = """
            update snapshot_view set gone = true, version = ? where vps_id = ? and version < ?""";

    private static final String ERASE = """
            update snapshot_view set name = '[erased]', reason = null where account_id = ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    SnapshotProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SnapshotEvent event, @SequenceNumber long version) {
        AggregateVersion shown =
                new AggregateVersion("Snapshots", event.snapshotsId().toString(), version);
        Object vpsId = event.vpsId().value();
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case SnapshotRequested requested ->
                views.write(
                        shown,
                        REQUEST,
                        requested.snapshotId().value(),
                        vpsId,
                        requested.accountId().value(),
                        requested.name(),
                        at,
                        version);
            case SnapshotTaken taken ->
                views.write(shown, TAKE, at, version, taken.snapshotId().value(), version);
            case SnapshotFailed failed -> change(shown, failed.snapshotId(), SnapshotState.ERROR, failed.message());
            case SnapshotRestoreRequested requested ->
                change(shown, requested.snapshotId(), SnapshotState.RESTORING, null);
            case SnapshotRestored restored -> change(shown, restored.snapshotId(), SnapshotState.READY, null);
            case SnapshotRestoreFailed failed ->
                change(shown, failed.snapshotId(), SnapshotState.READY, failed.message());
            case SnapshotDeleteRequested requested ->
                change(shown, requested.snapshotId(), SnapshotState.DELETING, null);
            case SnapshotDeleteFailed failed ->
                change(shown, failed.snapshotId(), SnapshotState.ERROR, failed.message());
            case SnapshotDeleted deleted ->
                views.write(shown, DELETE, version, deleted.snapshotId().value(), version);
            case SnapshotsGivenUp _ -> views.write(shown, GIVE_UP, version, vpsId, version);
        }
    }

    private void change(AggregateVersion shown, SnapshotId snapshot, SnapshotState state, @Nullable String reason) {
        long version = shown.sequenceNumber();
        views.write(shown, CHANGE, state.name(), reason, version, snapshot.value(), version);
    }

    /** What the owner called things is forgotten with the account. */
    @EventHandler
    void on(AccountErased event) {
        views.writeLast(ERASE, event.accountId().value());
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table snapshot_view");
    }
}
