package dev.litevps.query.host;

import dev.litevps.events.Resources;
import dev.litevps.events.host.HostEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
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
        UUID id = event.hostId().value();
        views.write(
                versionOf(event, version),
                sql,
                resources.vcpu(),
                resources.memoryMb(),
                resources.diskGb(),
                version,
                id,
                version);
    }

    private static AggregateVersion versionOf(HostEvent event, long version) {
        return new AggregateVersion("Host", event.hostId().toString(), version);
    }

    private static String update(String assignments) {
        return "update host_view set " + assignments + ", version = ? where id = ? and version < ?";
    }
}
