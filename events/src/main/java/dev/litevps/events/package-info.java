/** What events are made of: money and machine sizes. Each aggregate's events and ids lie in a package of their own below. */
@NullMarked
package dev.litevps.events;

import org.jspecify.annotations.NullMarked;
