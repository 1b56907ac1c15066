package dev.litevps.query.address;

import dev.litevps.events.address.AddressPoolEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each pool, and one for each time that one of its addresses was lent. */
@Component
@ProcessingGroup("query.address")
class AddressPoolProjection {

    private static final String CREATE = """
            insert into address_pool_view (id, network, ssh_port, version) values (?, ?, ?, ?)
            on conflict (id) do nothing""";

    private static final String ADVANCE = "update address_pool_view set version = ? where id = ? and version < ?";

    private static final String LEND = """
            insert into address_lease_view (address_pool_id, number, address, vps_id, allocated_at)
            values (?, ?, ?, ?, ?)
            on conflict (address_pool_id, number) do nothing""";

    /** Not a later lease of the same VPS, if it is told again of the end of an earlier one. */
    private static final String TAKE_BACK = """
            update address_lease_view set released_at = ?
            where address_pool_id = ? and vps_id = ? and number < ? and released_at is null""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    AddressPoolProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AddressPoolEvent event, @SequenceNumber long version) {
        UUID id = event.addressPoolId().value();
        AggregateVersion shown = new AggregateVersion("AddressPool", id.toString(), version);
        Object at = event.at().atOffset(ZoneOffset.UTC);
        switch (event) {
            case AddressPoolEvent.AddressPoolCreated created ->
                views.write(shown, CREATE, id, created.network(), created.sshPort(), version);
            case AddressPoolEvent.AddressAllocated allocated -> {
                UUID vpsId = allocated.vpsId().value();
                views.write(shown, LEND, id, version, allocated.address(), vpsId, at);
                views.write(shown, ADVANCE, version, id, version);
            }
            case AddressPoolEvent.AddressReleased released -> {
                views.write(shown, TAKE_BACK, at, id, released.vpsId().value(), version);
                views.write(shown, ADVANCE, version, id, version);
            }
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table address_pool_view, address_lease_view");
    }
}
