/** The wiring of hosts, processes and durable work, and the set-up that a server needs to be useful at once. */
@NullMarked
package dev.litevps.api.platform;

import org.jspecify.annotations.NullMarked;
