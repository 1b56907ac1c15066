/** The snapshots of a VPS, as their owner sees them. */
@NullMarked
package dev.litevps.query.snapshot;

import org.jspecify.annotations.NullMarked;
