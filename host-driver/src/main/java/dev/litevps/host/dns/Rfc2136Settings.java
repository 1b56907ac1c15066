package dev.litevps.host.dns;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A zone of a real name server.
 *
 * @param server the zone's primary server, over TCP
 * @param zone where machines get their names; the key may update and transfer it
 * @param owner which installation a name belongs to, where several share the zone: letters and digits
 * @param ttl how long others may remember an address
 * @param timeout how long the server may take to answer
 */
public record Rfc2136Settings(
        InetSocketAddress server, String zone, TsigKey key, String owner, Duration ttl, Duration timeout) {}
