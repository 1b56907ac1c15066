/** Shows each process alone, event by event and deadline by deadline, with nothing behind it. */
@NullMarked
package dev.litevps.saga;

import org.jspecify.annotations.NullMarked;
