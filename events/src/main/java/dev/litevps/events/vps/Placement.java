package dev.litevps.events.vps;

import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;

/**
 * Where a VPS was put.
 *
 * @param address the literal IP address that it owns
 * @param sshPort the TCP port at which it answers SSH there
 */
public record Placement(HostId hostId, AddressPoolId addressPoolId, String address, int sshPort) {}
