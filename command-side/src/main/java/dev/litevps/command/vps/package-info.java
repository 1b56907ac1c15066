/** The VPS: asked for, placed, provisioned, switched on and off, destroyed; and the rules for each. */
@NullMarked
package dev.litevps.command.vps;

import org.jspecify.annotations.NullMarked;
