package dev.litevps.command.host;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.events.host.FleetEvent;
import dev.litevps.events.host.FleetEvent.HostJoined;
import dev.litevps.events.host.FleetEvent.HostLeft;
import dev.litevps.events.host.HostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** The roster of hosts that the allocator considers. There is one. */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class Fleet {

    static final String ID = "fleet";

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it.
    private String fleetId = ID;

    private List<HostId> hosts = new ArrayList<>();

    void join(HostId hostId, Instant at) {
        if (!hosts.contains(hostId)) {
            apply(new HostJoined(hostId, at));
        }
    }

    void leave(HostId hostId, Instant at) {
        if (hosts.contains(hostId)) {
            apply(new HostLeft(hostId, at));
        }
    }

    /** In the order of their ids: everybody who locks several hosts does it in this order. */
    List<HostId> hosts() {
        return hosts.stream()
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .toList();
    }

    @EventSourcingHandler
    void on(FleetEvent event) {
        switch (event) {
            case HostJoined joined -> {
                fleetId = ID;
                hosts.add(joined.hostId());
            }
            case HostLeft left -> hosts.remove(left.hostId());
        }
    }
}
