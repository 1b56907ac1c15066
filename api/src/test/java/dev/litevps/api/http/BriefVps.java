package dev.litevps.api.http;

import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** A VPS that was asked for almost an hour ago, and may live for an hour: so its end can be waited for. */
final class BriefVps {

    private BriefVps() {}

    /** A VPS whose hour ends in so many seconds. */
    static String endingIn(int seconds, Customer customer, Server on) {
        VpsId id = new VpsId(UUID.randomUUID());
        Instant asked = Instant.now().minus(Duration.ofHours(1)).plusSeconds(seconds);
        on.bean(CommandGateway.class)
                .sendAndWait(new CreateVps(
                        id,
                        customer.id(),
                        null,
                        "brief",
                        PlanId.of(customer.cheapestPlan()),
                        null,
                        60,
                        Map.of(),
                        List.of(),
                        asked));
        return id.toString();
    }

    static @Nullable DestroyCause causeOfDestruction(String vps, Server on) {
        return on.bean(EventStore.class)
                .readEvents(vps, 0)
                .asStream()
                .map(DomainEventMessage::getPayload)
                .filter(VpsDestroyRequested.class::isInstance)
                .map(VpsDestroyRequested.class::cast)
                .findFirst()
                .orElseThrow()
                .cause();
    }
}
