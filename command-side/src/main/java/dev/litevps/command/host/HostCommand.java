package dev.litevps.command.host;

import dev.litevps.command.Command;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a host. */
public sealed interface HostCommand extends Command {

    HostId hostId();

    /** Add the host to the fleet, or note its new size if it is in it already. */
    record RegisterHost(
            @TargetAggregateIdentifier HostId hostId,
            String name,
            Resources capacity,
            AddressPoolId addressPoolId,
            Instant at)
            implements HostCommand {}

    /**
     * Add a host that the operator's platform reaches by {@code connection}, with a network for its machines. Repeated, it
     * changes nothing. {@link RejectionCode#HOST_EXISTS} if another has the name or the connection, {@link
     * RejectionCode#NETWORK_TAKEN} if another has some of the addresses.
     *
     * @param name of lower-case letters, digits, dots and hyphens
     * @param addressPool the pool that its machines get their addresses from
     */
    record AddHost(
            @TargetAggregateIdentifier HostId hostId,
            String name,
            HostConnection connection,
            Resources capacity,
            CreateAddressPool addressPool,
            Instant at)
            implements HostCommand {}

    /** Give the host no more machines. */
    record CordonHost(@TargetAggregateIdentifier HostId hostId, Instant at) implements HostCommand {}

    /** Give the host machines again, whatever it was kept from that for. */
    record UncordonHost(@TargetAggregateIdentifier HostId hostId, Instant at) implements HostCommand {}

    /** Give the host no more machines, and note when the last one has left it. */
    record DrainHost(@TargetAggregateIdentifier HostId hostId, Instant at) implements HostCommand {}

    /** Let go of a drained host that an operator added. Repeated, it changes nothing. */
    record RemoveHost(@TargetAggregateIdentifier HostId hostId, Instant at) implements HostCommand {}

    /** Note that the host does not answer. */
    record ReportHostSilent(@TargetAggregateIdentifier HostId hostId, Instant at) implements HostCommand {}

    /** Note that the host answers, and has this size. */
    record ReportHostAnswering(@TargetAggregateIdentifier HostId hostId, Resources capacity, Instant at)
            implements HostCommand {}

    /** Note that a machine that no VPS accounts for was found on the host and removed. */
    record RecordOrphanRemoved(@TargetAggregateIdentifier HostId hostId, VpsId vpsId, Instant at)
            implements HostCommand {}
}
