package dev.litevps.events.host;

import org.jspecify.annotations.Nullable;

/**
 * How the platform reaches a host that an operator added. It holds no secret: who may connect is settled between the
 * platform's machine and the host.
 *
 * @param uri libvirt's connection URI; null for a simulated host
 */
public record HostConnection(HostKind kind, @Nullable String uri) {}
