/** Hosts and their capacity, and the allocator that chooses among them. */
@NullMarked
package dev.litevps.command.host;

import org.jspecify.annotations.NullMarked;
