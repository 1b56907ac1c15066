package dev.litevps.command.host;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.host.HostCommand.RecordOrphanRemoved;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostEvent;
import dev.litevps.events.host.HostEvent.CapacityReleased;
import dev.litevps.events.host.HostEvent.CapacityReserved;
import dev.litevps.events.host.HostEvent.HostRegistered;
import dev.litevps.events.host.HostEvent.HostResized;
import dev.litevps.events.host.HostEvent.OrphanRemoved;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A host promises parts of its capacity to VPSes, each at most once, and takes them back. It never promises more than it
 * has.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Host {

    @AggregateIdentifier
    private @Nullable HostId hostId;

    private @Nullable AddressPoolId addressPoolId;
    private Resources capacity = Resources.NONE;
    private Resources reserved = Resources.NONE;
    private Map<VpsId, Resources> reservations = new HashMap<>();

    void register(RegisterHost command) {
        if (hostId == null) {
            apply(new HostRegistered(
                    command.hostId(), command.name(), command.capacity(), command.addressPoolId(), command.at()));
        } else if (!command.capacity().equals(capacity)) {
            apply(new HostResized(command.hostId(), command.capacity(), command.at()));
        }
    }

    @CommandHandler
    void handle(RecordOrphanRemoved command) {
        apply(new OrphanRemoved(command.hostId(), command.vpsId(), command.at()));
    }

    HostOffer offer() {
        return new HostOffer(
                Objects.requireNonNull(hostId), capacity.minus(reserved), Objects.requireNonNull(addressPoolId));
    }

    void reserve(VpsId vpsId, Resources resources, Instant at) {
        if (reservations.containsKey(vpsId)) {
            return;
        }
        if (!capacity.minus(reserved).covers(resources)) {
            throw new IllegalStateException("asked to promise more than host " + hostId + " has");
        }
        apply(new CapacityReserved(Objects.requireNonNull(hostId), vpsId, resources, at));
    }

    void release(VpsId vpsId, Instant at) {
        Resources resources = reservations.get(vpsId);
        if (resources != null) {
            apply(new CapacityReleased(Objects.requireNonNull(hostId), vpsId, resources, at));
        }
    }

    @EventSourcingHandler
    void on(HostEvent event) {
        switch (event) {
            case HostRegistered registered -> {
                hostId = registered.hostId();
                addressPoolId = registered.addressPoolId();
                capacity = registered.capacity();
            }
            case HostResized resized -> capacity = resized.capacity();
            case CapacityReserved reservation -> {
                reserved = reserved.plus(reservation.resources());
                reservations.put(reservation.vpsId(), reservation.resources());
            }
            case CapacityReleased release -> {
                reserved = reserved.minus(release.resources());
                reservations.remove(release.vpsId());
            }
            case OrphanRemoved _ -> {
                // A finding for operators; it was never promised.
            }
        }
    }
}
