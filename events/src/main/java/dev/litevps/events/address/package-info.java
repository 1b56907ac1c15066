/** What happens to a pool of network addresses. */
@NullMarked
package dev.litevps.events.address;

import org.jspecify.annotations.NullMarked;
