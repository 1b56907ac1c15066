/** Background jobs: commands in guests that nobody waits for, and what came of them. */
@NullMarked
package dev.litevps.events.job;

import org.jspecify.annotations.NullMarked;
