/**
 * The ports through which LiteVPS reaches machines: {@link dev.litevps.host.Hypervisor} for what a host does to a
 * machine from outside, {@link dev.litevps.host.Guest} for what is done inside it. Plain Java: neither Spring nor Axon,
 * so that a driver can be run, tested and measured by itself. The adapters lie in the packages below.
 */
@NullMarked
package dev.litevps.host;

import org.jspecify.annotations.NullMarked;
