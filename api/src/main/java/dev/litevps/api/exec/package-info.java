/**
 * Commands in guests: the API runs a shell command as root in a running VPS, within limits that the operator sets.
 * Nothing here knows how a guest is reached; {@link dev.litevps.host.Guest} does.
 */
@NullMarked
package dev.litevps.api.exec;

import org.jspecify.annotations.NullMarked;
