/** The snapshots of a VPS: taken, restored and deleted, one piece of work at a time; and the rules for each. */
@NullMarked
package dev.litevps.command.snapshot;

import org.jspecify.annotations.NullMarked;
