/** What events are made of: money, machine sizes, and where an event came from. Each aggregate's events and ids lie in a package of their own below. */
@NullMarked
package dev.litevps.events;

import org.jspecify.annotations.NullMarked;
