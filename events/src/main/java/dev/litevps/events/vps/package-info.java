/** What happens to a VPS, from the request to its destruction. */
@NullMarked
package dev.litevps.events.vps;

import org.jspecify.annotations.NullMarked;
