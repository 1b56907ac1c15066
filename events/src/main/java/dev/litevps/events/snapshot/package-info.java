/** What happens to the snapshots of a VPS: the states of its disk that its owner keeps, and can go back to. */
@NullMarked
package dev.litevps.events.snapshot;

import org.jspecify.annotations.NullMarked;
