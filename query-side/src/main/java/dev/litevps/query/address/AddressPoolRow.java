package dev.litevps.query.address;

import dev.litevps.events.address.AddressPoolId;

/**
 * A pool.
 *
 * @param network in CIDR notation
 * @param sshPort where guests with these addresses answer SSH
 * @param inUse how many of its addresses belong to a VPS now
 */
public record AddressPoolRow(AddressPoolId id, String network, int sshPort, long inUse) {}
