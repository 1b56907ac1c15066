package dev.litevps.query.vps;

import dev.litevps.events.host.HostId;
import org.jspecify.annotations.Nullable;

/**
 * Where a VPS is.
 *
 * @param address its literal IP address
 * @param sshPort the TCP port at which it answers SSH
 * @param sshHostKey its public host key, {@code ssh-ed25519 AAAA…}; null until it has run
 */
public record VpsLocation(
        HostId hostId,
        String address,
        int sshPort,
        @Nullable String sshHostKey) {}
