package dev.litevps.query.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostEvent;
import dev.litevps.events.host.HostId;
import dev.litevps.events.host.HostKind;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class HostProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Resources SMALL = new Resources(1, 512, 10);
    private static final Resources LARGE = new Resources(16, 32_768, 500);

    private static final HostConnection CONNECTION = new HostConnection(HostKind.LIBVIRT, "qemu:///system");

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
                new HostEvent.OrphanRemoved(id, vps, AT),
                new HostEvent.HostAttached(id, CONNECTION, AT),
                new HostEvent.HostFellSilent(id, AT),
                new HostEvent.HostCordoned(id, AT),
                new HostEvent.HostUncordoned(id, AT),
                new HostEvent.HostDrainStarted(id, AT),
                new HostEvent.HostDrained(id, AT),
                new HostEvent.HostRemoved(id, AT),
                new HostEvent.HostAnsweredAgain(id, AT));
    }

    private HostStatus statusAfter(int events) {
        database().clear();
        handle(life().subList(0, events));
        return Objects.requireNonNull(
                        new HostQueries(database().reads()).byId(id).block(PATIENCE))
                .status();
    }

    @Test
    void aHostShowsWhatOperatorsDecidedAndWhetherItAnswers() {
        assertThat(statusAfter(8)).isEqualTo(new HostStatus(HostState.ACTIVE, false, CONNECTION, 0));
        assertThat(statusAfter(9).state()).isEqualTo(HostState.CORDONED);
        assertThat(statusAfter(10).state()).isEqualTo(HostState.ACTIVE);
        assertThat(statusAfter(11).state()).isEqualTo(HostState.DRAINING);
        assertThat(statusAfter(12).state()).isEqualTo(HostState.DRAINED);
        assertThat(statusAfter(14)).isEqualTo(new HostStatus(HostState.REMOVED, true, CONNECTION, 0));
    }

    @Test
    void aRemovedHostIsNeitherListedNorConnectedTo() {
        HostConnections connections =
                new HostConnections(JdbcClient.create(database().jdbc()));
        handle(life().subList(0, 12));
        assertThat(connections.all()).containsExactly(Map.entry(id, CONNECTION));

        handle(life());

        assertThat(connections.all()).isEmpty();
        assertThat(new HostQueries(database().reads()).all().collectList().block(PATIENCE))
                .isEmpty();
    }

    @Test
    void aHostShowsWhatIsPromised() {
        handle(life().subList(0, 6));
        assertThat(new HostQueries(database().reads()).byId(id).block(PATIENCE))
                .isEqualTo(
                        new HostRow(id, "local", pool, LARGE, SMALL, new HostStatus(HostState.ACTIVE, true, null, 0)));
    }
}
