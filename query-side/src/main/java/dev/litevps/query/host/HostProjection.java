package dev.litevps.query.host;

import dev.litevps.events.Resources;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each host. */
@Component
@ProcessingGroup("query.host")
class HostProjection {

    private static final String REGISTER = """
            insert into host_view (id, name, address_pool_id, vcpu, memory_mb, disk_gb, version)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String RESIZE = update("vcpu = ?, memory_mb = ?, disk_gb = ?");

    private static final String ADD_RESERVED = update("reserved_vcpu = reserved_vcpu + ?,"
            + " reserved_memory_mb = reserved_memory_mb + ?, reserved_disk_gb = reserved_disk_gb + ?");

    private static final String ATTACH = update("kind = ?, uri = ?");
    private static final String CHANGE_STATE = update("state = ?");
    private static final String CHANGE_SILENT = update("silent = ?");

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    HostProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(HostEvent event, @SequenceNumber long version) {
        switch (event) {
            case HostEvent.HostRegistered registered -> register(registered, version);
            case HostEvent.HostResized resized -> change(event, version, RESIZE, resized.capacity());
            case HostEvent.CapacityReserved reserved -> change(event, version, ADD_RESERVED, reserved.resources());
            case HostEvent.CapacityReleased released ->
                change(event, version, ADD_RESERVED, Resources.NONE.minus(released.resources()));
            case HostEvent.HostAttached attached -> {
                HostConnection connection = attached.connection();
                write(event, version, ATTACH, connection.kind().name(), connection.uri());
            }
            case HostEvent.HostCordoned _ -> write(event, version, CHANGE_STATE, HostState.CORDONED.code());
            case HostEvent.HostUncordoned _ -> write(event, version, CHANGE_STATE, HostState.ACTIVE.code());
            case HostEvent.HostDrainStarted _ -> write(event, version, CHANGE_STATE, HostState.DRAINING.code());
            case HostEvent.HostDrained _ -> write(event, version, CHANGE_STATE, HostState.DRAINED.code());
            case HostEvent.HostRemoved _ -> write(event, version, CHANGE_STATE, HostState.REMOVED.code());
            case HostEvent.HostFellSilent _ -> write(event, version, CHANGE_SILENT, true);
            case HostEvent.HostAnsweredAgain _ -> write(event, version, CHANGE_SILENT, false);
            case HostEvent.OrphanRemoved _ -> change(event, version, ADD_RESERVED, Resources.NONE);
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table host_view");
    }

    private void register(HostEvent.HostRegistered registered, long version) {
        Resources capacity = registered.capacity();
        views.write(
                versionOf(registered, version),
                REGISTER,
                registered.hostId().value(),
                registered.name(),
                registered.addressPoolId().value(),
                capacity.vcpu(),
                capacity.memoryMb(),
                capacity.diskGb(),
                version);
    }

    private void change(HostEvent event, long version, String sql, Resources resources) {
        write(event, version, sql, resources.vcpu(), resources.memoryMb(), resources.diskGb());
    }

    private void write(HostEvent event, long version, String sql, @Nullable Object... values) {
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(values));
        parameters.addAll(List.of(version, event.hostId().value(), version));
        views.write(versionOf(event, version), sql, parameters.toArray());
    }

    private static AggregateVersion versionOf(HostEvent event, long version) {
        return new AggregateVersion("Host", event.hostId().toString(), version);
    }

    private static String update(String assignments) {
        return "update host_view set " + assignments + ", version = ? where id = ? and version < ?";
    }
}
