/** The record of what staff does to the platform's own work. */
@NullMarked
package dev.litevps.command.intervention;

import org.jspecify.annotations.NullMarked;
