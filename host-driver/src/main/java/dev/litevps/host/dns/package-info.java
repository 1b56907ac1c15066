/**
 * The names of machines: the port {@link dev.litevps.host.dns.Dns}, a table in this process, and dynamic updates of a
 * real zone (RFC 2136) signed with a shared key.
 */
@NullMarked
package dev.litevps.host.dns;

import org.jspecify.annotations.NullMarked;
