package dev.litevps.query.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostEvent;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class HostProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Resources SMALL = new Resources(1, 512, 10);
    private static final Resources LARGE = new Resources(16, 32_768, 500);

    private final HostId id = new HostId(UUID.randomUUID());
    private final AddressPoolId pool = new AddressPoolId(UUID.randomUUID());
    private final VpsId vps = new VpsId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new HostProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Host",
                id,
                new HostEvent.HostRegistered(id, "local", SMALL, pool, AT),
                new HostEvent.HostResized(id, LARGE, AT),
                new HostEvent.CapacityReserved(id, vps, SMALL, AT),
                new HostEvent.CapacityReserved(id, vps, SMALL, AT),
                new HostEvent.CapacityReleased(id, vps, SMALL, AT),
                new HostEvent.OrphanRemoved(id, vps, AT));
    }

    @Test
    void aHostShowsWhatIsPromised() {
        handle(life());
        assertThat(new HostQueries(database().reads()).byId(id).block(PATIENCE))
                .isEqualTo(new HostRow(id, "local", pool, LARGE, SMALL));
    }
}
