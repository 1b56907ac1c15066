package dev.litevps.query.finding;

import dev.litevps.events.host.HostEvent;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ViewWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps one row for each event that tells of a finding. Rows are never changed. */
@Component
@ProcessingGroup("query.finding")
class FindingProjection {

    private static final String ADD = """
            insert into finding_view (event_id, kind, host_id, vps_id, message, at) values (?, ?, ?, ?, ?, ?)
            on conflict (event_id) do nothing""";

    private final ViewWriter views;
    private final JdbcOperations jdbc;

    FindingProjection(ViewWriter views, JdbcOperations jdbc) {
        this.views = views;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(VpsEvent.VpsLost event, DomainEventMessage<?> message) {
        add(message, FindingKind.MACHINE_LOST, null, event.vpsId().value(), event.message(), event.at());
    }

    @EventHandler
    void on(VpsEvent.VpsStopped event, DomainEventMessage<?> message) {
        if (event.cause() == StopCause.FOUND_OFF) {
            UUID vps = event.vpsId().value();
            add(
                    message,
                    FindingKind.FOUND_OFF,
                    null,
                    vps,
                    "the machine was off, though it should have run",
                    event.at());
        }
    }

    @EventHandler
    void on(HostEvent event, DomainEventMessage<?> message) {
        UUID host = event.hostId().value();
        switch (event) {
            case HostEvent.OrphanRemoved orphan ->
                add(
                        message,
                        FindingKind.ORPHAN_REMOVED,
                        host,
                        orphan.vpsId().value(),
                        "the host had a machine that no VPS accounts for; it was removed",
                        orphan.at());
            case HostEvent.HostFellSilent silent ->
                add(message, FindingKind.HOST_SILENT, host, null, "the host does not answer", silent.at());
            case HostEvent.HostAnsweredAgain again ->
                add(message, FindingKind.HOST_ANSWERS_AGAIN, host, null, "the host answers again", again.at());
            case HostEvent.HostRegistered _,
                    HostEvent.HostAttached _,
                    HostEvent.HostResized _,
                    HostEvent.CapacityReserved _,
                    HostEvent.CapacityReleased _,
                    HostEvent.HostCordoned _,
                    HostEvent.HostUncordoned _,
                    HostEvent.HostDrainStarted _,
                    HostEvent.HostDrained _,
                    HostEvent.HostRemoved _ -> {
                // Nothing that was found to differ.
            }
        }
    }

    @ResetHandler
    void reset() {
        jdbc.execute("truncate table finding_view");
    }

    private void add(
            DomainEventMessage<?> event,
            FindingKind kind,
            @Nullable UUID hostId,
            @Nullable UUID vpsId,
            String message,
            Instant at) {
        views.write(
                // A view of its own: nobody waits for it, and it must not speak for the view of the aggregate.
                new AggregateVersion("Finding", event.getIdentifier(), 0),
                ADD,
                UUID.fromString(event.getIdentifier()),
                kind.code(),
                hostId,
                vpsId,
                message,
                at.atOffset(ZoneOffset.UTC));
    }
}
