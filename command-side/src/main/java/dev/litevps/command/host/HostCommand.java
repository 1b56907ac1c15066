package dev.litevps.command.host;

import dev.litevps.command.Command;
import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
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

    /** Note that a machine that no VPS accounts for was found on the host and removed. */
    record RecordOrphanRemoved(@TargetAggregateIdentifier HostId hostId, VpsId vpsId, Instant at)
            implements HostCommand {}
}
