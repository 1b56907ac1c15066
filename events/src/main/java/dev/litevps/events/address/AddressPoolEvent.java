package dev.litevps.events.address;

import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of a pool of addresses. An address belongs to one VPS at a time. */
public sealed interface AddressPoolEvent {

    AddressPoolId addressPoolId();

    Instant at();

    /**
     * The addresses of a network can be given to machines.
     *
     * @param network in CIDR notation; its first and last address are never given out
     * @param sshPort the TCP port at which guests with these addresses answer SSH
     */
    @Revision("1")
    record AddressPoolCreated(AddressPoolId addressPoolId, String network, int sshPort, Instant at)
            implements AddressPoolEvent {}

    /** The address belongs to the VPS. */
    @Revision("1")
    record AddressAllocated(AddressPoolId addressPoolId, VpsId vpsId, String address, Instant at)
            implements AddressPoolEvent {}

    /** The address can be given to another VPS. */
    @Revision("1")
    record AddressReleased(AddressPoolId addressPoolId, VpsId vpsId, String address, Instant at)
            implements AddressPoolEvent {}
}
