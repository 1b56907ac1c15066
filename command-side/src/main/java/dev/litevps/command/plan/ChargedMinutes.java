package dev.litevps.command.plan;

import dev.litevps.events.Minute;

/** How far charging ever came. */
@FunctionalInterface
public interface ChargedMinutes {

    /** The last minute that was charged to anybody, or is being charged; long ago, if none was. */
    Minute furthest();
}
