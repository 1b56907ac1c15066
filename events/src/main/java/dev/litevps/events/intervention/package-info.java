/** What staff did to the platform's own work: who is known from the metadata, why is said here. */
@NullMarked
package dev.litevps.events.intervention;

import org.jspecify.annotations.NullMarked;
