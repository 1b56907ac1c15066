/** The background jobs of a VPS: how many there may be at a time, and the rules for starting, cancelling and ending them. */
@NullMarked
package dev.litevps.command.job;

import org.jspecify.annotations.NullMarked;
