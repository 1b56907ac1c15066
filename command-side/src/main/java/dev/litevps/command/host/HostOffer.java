package dev.litevps.command.host;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;

/**
 * A host as the allocator sees it.
 *
 * @param free what can still be promised
 * @param addressPoolId where its machines' addresses come from
 * @param answers whether it answered when the platform last looked
 */
public record HostOffer(HostId hostId, Resources free, AddressPoolId addressPoolId, boolean answers) {}
