/** What the reconciler found where the hosts and the events differed, and what became of it. */
@NullMarked
package dev.litevps.query.finding;

import org.jspecify.annotations.NullMarked;
