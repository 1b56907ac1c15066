/**
 * Charging and its consequences: the clock that has every finished minute charged, the machines that nobody pays for any
 * more, and the grace time for their disks.
 */
@NullMarked
package dev.litevps.saga.billing;

import org.jspecify.annotations.NullMarked;
