package dev.litevps.query.vps;

import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each VPS there ever was. A destroyed one stays, so that destroying it again does no harm. */
@Component
@ProcessingGroup("query.vps")
class VpsProjection {

    private static final String INSERT = """
            insert into vps_view (id, account_id, name, state, plan_id, template, vcpu, memory_mb, disk_gb,
                price_per_hour_micros, created_at, updated_at, version)
            values (?, ?, ?, 'creating', ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String PLACE = update("host_id = ?, address = ?, ssh_port = ?");
    private static final String RENAME = update("name = ?");
    private static final String LABEL = update("labels = ?");
    private static final String EXPIRE_AT = update("expires_at = ?");
    private static final String PROVISION =
            update("state = 'running', transition = null, reason = null, message = null, ssh_host_key = ?");
    private static final String CHANGE_STATE = update("state = ?, transition = ?, reason = ?, message = ?");
    private static final String CHANGE_TRANSITION = update("transition = ?");
    private static final String CHANGE_TRANSITION_FOR = update("transition = ?, reason = ?, message = ?");
    private static final String RECLAIM =
            update("transition = null, host_id = null, address = null, ssh_port = null, ssh_host_key = null");
    private static final String DESTROY = update("transition = null, host_id = null, address = null, ssh_port = null,"
            + " ssh_host_key = null, destroyed_at = ?");

    private static final String ERASE = """
            update vps_view set name = '[erased]', labels = '{}' where account_id = ?""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    VpsProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(VpsEvent event, @SequenceNumber long version) {
        Row row = new Row(event, version);
        switch (event) {
            case VpsEvent.VpsRequested requested -> insert(requested, version);
            case VpsEvent.VpsPlaced placed -> place(row, placed.placement());
            case VpsEvent.VpsProvisioned provisioned -> row.write(PROVISION, provisioned.sshHostKey());
            case VpsEvent.VpsProvisioningFailed failed -> row.failed(failed.reason(), failed.message());
            case VpsEvent.VpsRenamed renamed -> row.write(RENAME, renamed.name());
            case VpsEvent.VpsLabelled labelled -> row.write(LABEL, (Object) VpsLabels.stored(labelled.labels()));
            case VpsEvent.VpsExpirySet set -> row.write(EXPIRE_AT, timestamp(set.expiresAt()));
            case VpsEvent.VpsExpiryCleared _ -> row.write(EXPIRE_AT, (Object) null);
            case VpsEvent.VpsStartRequested _ -> row.change(VpsState.STOPPED, VpsTransition.STARTING);
            case VpsEvent.VpsStarted _ -> row.change(VpsState.RUNNING, null);
            case VpsEvent.VpsStopRequested requested ->
                row.change(VpsTransition.STOPPING, VpsReason.of(requested.cause()));
            case VpsEvent.VpsStopped stopped -> row.stopped(stopped.cause());
            case VpsEvent.VpsRestartRequested _ -> row.change(VpsTransition.RESTARTING);
            case VpsEvent.VpsRestarted _ -> row.change(VpsState.RUNNING, null);
            case VpsEvent.VpsPowerChangeFailed failed -> row.failed(failed.reason(), failed.message());
            case VpsEvent.VpsLost lost -> row.failed(FailureReason.MACHINE_LOST, lost.message());
            case VpsEvent.VpsDestroyRequested requested ->
                row.change(VpsTransition.DESTROYING, VpsReason.of(requested.cause()));
            case VpsEvent.VpsReclaimed _ -> row.write(RECLAIM);
            case VpsEvent.VpsDestroyed destroyed -> row.write(DESTROY, timestamp(destroyed.at()));
        }
    }

    /** What the owner called things is forgotten with the account. */
    @EventHandler
    void on(AccountErased event) {
        views.writeLast(ERASE, event.accountId().value());
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table vps_view");
    }

    private void insert(VpsEvent.VpsRequested requested, long version) {
        views.write(
                versionOf(requested, version),
                INSERT,
                requested.vpsId().value(),
                requested.accountId().value(),
                requested.name(),
                requested.planId().value(),
                requested.template(),
                requested.resources().vcpu(),
                requested.resources().memoryMb(),
                requested.resources().diskGb(),
                requested.pricePerHour().micros(),
                timestamp(requested.at()),
                timestamp(requested.at()),
                version);
    }

    private static void place(Row row, Placement placement) {
        row.write(PLACE, placement.hostId().value(), placement.address(), placement.sshPort());
    }

    private static String update(String assignments) {
        return "update vps_view set " + assignments + ", updated_at = ?, version = ? where id = ? and version < ?";
    }

    private static AggregateVersion versionOf(VpsEvent event, long version) {
        return new AggregateVersion("Vps", event.vpsId().toString(), version);
    }

    private static Object timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The row that an event changes. */
    private final class Row {

        private final VpsEvent event;
        private final long version;

        private Row(VpsEvent event, long version) {
            this.event = event;
            this.version = version;
        }

        void failed(FailureReason reason, String message) {
            write(CHANGE_STATE, VpsState.ERROR.code(), null, reason.name().toLowerCase(Locale.ROOT), message);
        }

        void stopped(StopCause cause) {
            Optional<VpsReason> reason = VpsReason.of(cause);
            write(
                    CHANGE_STATE,
                    VpsState.STOPPED.code(),
                    null,
                    reason.map(VpsReason::code).orElse(null),
                    reason.map(VpsReason::message).orElse(null));
        }

        /** What the owner asked for leaves the reason of an earlier change where it is. */
        void change(VpsTransition transition, Optional<VpsReason> reason) {
            reason.ifPresentOrElse(
                    why -> write(CHANGE_TRANSITION_FOR, transition.code(), why.code(), why.message()),
                    () -> change(transition));
        }

        void change(VpsState state, @Nullable VpsTransition transition) {
            write(CHANGE_STATE, state.code(), transition == null ? null : transition.code(), null, null);
        }

        void change(VpsTransition transition) {
            write(CHANGE_TRANSITION, transition.code());
        }

        void write(String sql, @Nullable Object... values) {
            List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(values));
            parameters.addAll(
                    List.of(timestamp(event.at()), version, event.vpsId().value(), version));
            views.write(versionOf(event, version), sql, parameters.toArray());
        }
    }
}
