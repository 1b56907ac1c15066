/** Pools of addresses, each address owned by one VPS at a time. */
@NullMarked
package dev.litevps.command.address;

import org.jspecify.annotations.NullMarked;
