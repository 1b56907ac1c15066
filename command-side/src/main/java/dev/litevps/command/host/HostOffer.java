package dev.litevps.command.host;

import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;

/** A host as the allocator sees it: what is free on it, and where its machines' addresses come from. */
public record HostOffer(HostId hostId, Resources free, AddressPoolId addressPoolId) {}
