package dev.litevps.command.address;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.events.address.AddressPoolEvent;
import dev.litevps.events.address.AddressPoolEvent.AddressAllocated;
import dev.litevps.events.address.AddressPoolEvent.AddressPoolCreated;
import dev.litevps.events.address.AddressPoolEvent.AddressReleased;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A pool lends each of its addresses to one VPS at a time, and each VPS one address. It goes round the network, so that
 * an address that was just given back rests as long as possible.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class AddressPool {

    private static final int LARGEST_PORT = 65_535;

    @AggregateIdentifier
    private @Nullable AddressPoolId addressPoolId;

    private String network = "";
    private int sshPort;
    private int lastPosition;
    private Map<VpsId, String> allocations = new HashMap<>();
    private Set<String> taken = new HashSet<>();

    AddressPool() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(CreateAddressPool command) {
        if (addressPoolId != null) {
            return;
        }
        Network.of(command.network());
        if (command.sshPort() < 1 || command.sshPort() > LARGEST_PORT) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, "ssh_port must be from 1 to " + LARGEST_PORT);
        }
        apply(new AddressPoolCreated(command.addressPoolId(), command.network(), command.sshPort(), command.at()));
    }

    void requireApartFrom(Network other) {
        if (Network.of(network).overlaps(other)) {
            throw new CommandRejected(
                    RejectionCode.NETWORK_TAKEN, "the network overlaps " + network + ", which another pool lends");
        }
    }

    /** The endpoint of the VPS: the one it has, or else a free one; empty if none is left. */
    Optional<AddressPools.Endpoint> allocate(VpsId vpsId, Instant at) {
        String owned = allocations.get(vpsId);
        if (owned != null) {
            return Optional.of(new AddressPools.Endpoint(owned, sshPort));
        }
        Optional<String> free = Network.of(network).nextFree(lastPosition, taken::contains);
        free.ifPresent(
                address -> apply(new AddressAllocated(Objects.requireNonNull(addressPoolId), vpsId, address, at)));
        return free.map(address -> new AddressPools.Endpoint(address, sshPort));
    }

    void release(VpsId vpsId, Instant at) {
        String address = allocations.get(vpsId);
        if (address != null) {
            apply(new AddressReleased(Objects.requireNonNull(addressPoolId), vpsId, address, at));
        }
    }

    @EventSourcingHandler
    void on(AddressPoolEvent event) {
        switch (event) {
            case AddressPoolCreated created -> {
                addressPoolId = created.addressPoolId();
                network = created.network();
                sshPort = created.sshPort();
            }
            case AddressAllocated allocated -> {
                allocations.put(allocated.vpsId(), allocated.address());
                taken.add(allocated.address());
                lastPosition = Network.of(network).position(allocated.address());
            }
            case AddressReleased released -> {
                allocations.remove(released.vpsId());
                taken.remove(released.address());
            }
        }
    }
}
