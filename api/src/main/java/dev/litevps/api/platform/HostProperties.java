package dev.litevps.api.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The host that this node drives, and how patient the processes are with it.
 *
 * @param name what operators call it
 * @param network the addresses of its machines in CIDR notation; null for loopback
 *     addresses of its own
 * @param sshPort where guests answer SSH at their addresses
 * @param bootTimeout from ordering a machine until its guest can be reached
 * @param stopTimeout from the request to stop until the machine is off
 * @param shutdownGrace how long a guest may take to shut down before its power is cut
 */
@ConfigurationProperties("litevps.host")
record HostProperties(
        @DefaultValue("local") String name,
        @Nullable String network,
        @DefaultValue("2222") int sshPort,
        @DefaultValue("5m") Duration bootTimeout,
        @DefaultValue("5m") Duration stopTimeout,
        @DefaultValue("60s") Duration shutdownGrace) {}
