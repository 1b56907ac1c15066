package dev.litevps.command.address;

import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
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
