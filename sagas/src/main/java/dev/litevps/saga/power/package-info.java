/** Starting, stopping and restarting a VPS. */
@NullMarked
package dev.litevps.saga.power;

import org.jspecify.annotations.NullMarked;
