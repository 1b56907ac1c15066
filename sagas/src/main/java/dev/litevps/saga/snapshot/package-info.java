/** Taking, restoring and deleting snapshots: the process, and the durable work that it orders. */
@NullMarked
package dev.litevps.saga.snapshot;

import org.jspecify.annotations.NullMarked;
