package dev.litevps.events.host;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of a host: what it can carry, and what of it is promised to whom. */
public sealed interface HostEvent {

    HostId hostId();

    Instant at();

    /**
     * The host can be given machines from now on.
     *
     * @param name what operators and the configuration of the drivers call it
     * @param capacity what it can give to machines in all
     * @param addressPoolId where the addresses of its machines come from
     */
    @Revision("1")
    record HostRegistered(HostId hostId, String name, Resources capacity, AddressPoolId addressPoolId, Instant at)
            implements HostEvent {}

    /** An operator added the host, and drivers reach it like this. A host without belongs to a server's configuration. */
    @Revision("1")
    record HostAttached(HostId hostId, HostConnection connection, Instant at) implements HostEvent {}

    /** The host turned out to have another size than it was registered with. */
    @Revision("1")
    record HostResized(HostId hostId, Resources capacity, Instant at) implements HostEvent {}

    /** Part of the capacity is promised to a VPS. */
    @Revision("1")
    record CapacityReserved(HostId hostId, VpsId vpsId, Resources resources, Instant at) implements HostEvent {}

    /** What was promised to the VPS can be given to another. */
    @Revision("1")
    record CapacityReleased(HostId hostId, VpsId vpsId, Resources resources, Instant at) implements HostEvent {}

    /** The host is given no more machines until it is uncordoned. Those that it has stay. */
    @Revision("1")
    record HostCordoned(HostId hostId, Instant at) implements HostEvent {}

    /** The host can be given machines again; a drain is over. */
    @Revision("1")
    record HostUncordoned(HostId hostId, Instant at) implements HostEvent {}

    /** The host is given no more machines, and shall be empty in the end. */
    @Revision("1")
    record HostDrainStarted(HostId hostId, Instant at) implements HostEvent {}

    /** Nothing is promised to any VPS on the draining host any more, so it can be removed. */
    @Revision("1")
    record HostDrained(HostId hostId, Instant at) implements HostEvent {}

    /** The drained host is gone for good. Drivers let go of it. */
    @Revision("1")
    record HostRemoved(HostId hostId, Instant at) implements HostEvent {}

    /** The host no longer answers the platform. It is chosen for new machines only if no other has room. */
    @Revision("1")
    record HostFellSilent(HostId hostId, Instant at) implements HostEvent {}

    /** The host answers again. */
    @Revision("1")
    record HostAnsweredAgain(HostId hostId, Instant at) implements HostEvent {}

    /** The reconciler found and removed a machine that no VPS accounts for. */
    @Revision("1")
    record OrphanRemoved(HostId hostId, VpsId vpsId, Instant at) implements HostEvent {}
}
