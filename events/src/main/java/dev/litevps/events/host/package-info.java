/** What happens to the hosts that machines run on, and to the fleet that they form. */
@NullMarked
package dev.litevps.events.host;

import org.jspecify.annotations.NullMarked;
