package dev.litevps.query.host;

import dev.litevps.events.host.HostConnection;
import org.jspecify.annotations.Nullable;

/**
 * What operators want to know of a host beside its size.
 *
 * @param isReachable whether it answered when the platform last looked
 * @param connection how it is reached; null if it belongs to a server's configuration
 * @param vpsCount how many VPSes are on it
 */
public record HostStatus(
        HostState state, boolean isReachable, @Nullable HostConnection connection, long vpsCount) {}
