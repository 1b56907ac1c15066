/** Commands that were run in guests: what was asked for, and what came of it. */
@NullMarked
package dev.litevps.events.execution;

import org.jspecify.annotations.NullMarked;
