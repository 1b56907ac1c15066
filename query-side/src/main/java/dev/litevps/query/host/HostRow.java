package dev.litevps.query.host;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;

/**
 * A host.
 *
 * @param capacity what it can give to machines in all
 * @param reserved what of it is promised
 */
public record HostRow(
        HostId id,
        String name,
        AddressPoolId addressPoolId,
        Resources capacity,
        Resources reserved,
        HostStatus status) {}
