/** What happens to a plan: a machine size and its price. */
@NullMarked
package dev.litevps.events.plan;

import org.jspecify.annotations.NullMarked;
