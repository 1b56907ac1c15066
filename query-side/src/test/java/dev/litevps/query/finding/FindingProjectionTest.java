package dev.litevps.query.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.host.HostEvent;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.Slice;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;

class FindingProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final HostId host = new HostId(UUID.randomUUID());
    private final AccountId ann = new AccountId(UUID.randomUUID());
    private final VpsId vps = new VpsId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new FindingProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Host",
                host,
                new HostEvent.HostFellSilent(host, AT),
                new HostEvent.HostAnsweredAgain(host, AT.plusSeconds(1)),
                new HostEvent.OrphanRemoved(host, vps, AT.plusSeconds(2)));
    }

    /** Nobody waits for a finding, so none is announced. */
    @Override
    protected long shownVersion(DomainEventMessage<?> event) {
        return event.getSequenceNumber();
    }

    private static DomainEventMessage<?> ofVps(VpsEvent event, long version) {
        return new GenericDomainEventMessage<>("Vps", event.vpsId().toString(), version, event);
    }

    @Test
    void whatIsFoundIsListedTheNewestFirstAndWhatWasAskedForIsNot() {
        List<DomainEventMessage<?>> events = new ArrayList<>(life());
        events.add(ofVps(
                new VpsEvent.VpsLost(vps, ann, "the machine was no longer on its host", AT, AT.plusSeconds(3)), 7));
        events.add(ofVps(new VpsEvent.VpsStopped(vps, ann, StopCause.FOUND_OFF, AT.plusSeconds(4)), 8));
        events.add(ofVps(new VpsEvent.VpsStopped(vps, ann, StopCause.REQUESTED, AT.plusSeconds(5)), 9));

        handle(events);

        assertThat(new FindingQueries(database().reads())
                        .list(Slice.first(10))
                        .map(FindingRow::kind)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(
                        FindingKind.FOUND_OFF,
                        FindingKind.MACHINE_LOST,
                        FindingKind.ORPHAN_REMOVED,
                        FindingKind.HOST_ANSWERS_AGAIN,
                        FindingKind.HOST_SILENT);
    }
}
