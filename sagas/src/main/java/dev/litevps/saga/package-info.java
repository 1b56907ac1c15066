/** What all processes share: how they send commands and how long they wait. A process takes events in, sends commands out, and orders durable work; it does no work itself. */
@NullMarked
package dev.litevps.saga;

import org.jspecify.annotations.NullMarked;
