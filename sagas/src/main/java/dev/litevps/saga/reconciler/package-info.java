/** Comparing what the events say with what each host has. */
@NullMarked
package dev.litevps.saga.reconciler;

import org.jspecify.annotations.NullMarked;
