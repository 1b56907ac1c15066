/**
 * Events that a handler refuses. They are put aside, with all later events of the same aggregate, so that everybody else is
 * served; support looks at them, has them handled again, or gives them up.
 */
@NullMarked
package dev.litevps.api.deadletter;

import org.jspecify.annotations.NullMarked;
