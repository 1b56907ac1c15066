package dev.litevps.query.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.address.AddressPoolEvent;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class AddressPoolProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final AddressPoolId id = new AddressPoolId(UUID.randomUUID());
    private final VpsId vps = new VpsId(UUID.randomUUID());
    private final VpsId other = new VpsId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new AddressPoolProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "AddressPool",
                id,
                new AddressPoolEvent.AddressPoolCreated(id, "127.0.2.0/29", 2222, AT),
                new AddressPoolEvent.AddressAllocated(id, vps, "127.0.2.1", AT),
                new AddressPoolEvent.AddressAllocated(id, other, "127.0.2.2", AT),
                new AddressPoolEvent.AddressReleased(id, vps, "127.0.2.1", AT.plusSeconds(60)));
    }

    @Test
    void aPoolShowsHowManyOfItsAddressesAreLent() {
        handle(life());

        assertThat(new AddressPoolQueries(database().reads())
                        .all()
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(new AddressPoolRow(id, "127.0.2.0/29", 2222, 1));
    }

    @Test
    void whoHadAnAddressIsNotForgotten() {
        handle(life());

        assertThat(database().jdbc().queryForList("select vps_id from address_lease_view order by number", UUID.class))
                .containsExactly(vps.value(), other.value());
    }
}
