/** Tests of the seals. */
@NullMarked
package dev.litevps.events.seal;

import org.jspecify.annotations.NullMarked;
