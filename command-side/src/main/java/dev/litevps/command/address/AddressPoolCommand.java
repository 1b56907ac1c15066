package dev.litevps.command.address;

import dev.litevps.command.Command;
import dev.litevps.events.address.AddressPoolId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a pool of addresses. */
public sealed interface AddressPoolCommand extends Command {

    AddressPoolId addressPoolId();

    /**
     * Make the addresses of a network available. Repeated, it changes nothing.
     *
     * @param network an IPv4 network in CIDR notation, of /16 to /30
     * @param sshPort the TCP port at which guests with these addresses answer SSH
     */
    record CreateAddressPool(
            @TargetAggregateIdentifier AddressPoolId addressPoolId, String network, int sshPort, Instant at)
            implements AddressPoolCommand {}
}
