package dev.litevps.command.address;

import dev.litevps.command.Aggregates;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** What other aggregates' handlers ask of a pool in their own unit of work. */
@Component
public class AddressPools {

    private final Repository<AddressPool> pools;

    AddressPools(Repository<AddressPool> pools) {
        this.pools = pools;
    }

    /**
     * Creates a pool, unless it lends some of the addresses of one of {@code others}: {@link RejectionCode#NETWORK_TAKEN}.
     */
    public void create(CreateAddressPool command, Collection<AddressPoolId> others) {
        Network network = Network.of(command.network());
        others.stream()
                .filter(other -> !other.equals(command.addressPoolId()))
                .sorted(Comparator.comparing(AddressPoolId::value))
                .distinct()
                .forEach(other -> pools.load(other.toString()).execute(pool -> pool.requireApartFrom(network)));
        Aggregates.decide(pools, command.addressPoolId(), AddressPool::new, pool -> pool.handle(command));
    }

    /** The endpoint that belongs to the VPS from now on; empty if the pool has none left. */
    public Optional<Endpoint> allocate(AddressPoolId poolId, VpsId vpsId, Instant at) {
        return pools.load(poolId.toString()).invoke(pool -> pool.allocate(vpsId, at));
    }

    /** Takes back the address of the VPS, if it has one. */
    public void release(AddressPoolId poolId, VpsId vpsId, Instant at) {
        pools.load(poolId.toString()).execute(pool -> pool.release(vpsId, at));
    }

    /** A literal IP address, and the TCP port at which SSH answers there. */
    public record Endpoint(String address, int sshPort) {}
}
