/** The audit of commands in guests: each is written down before it is sent, and again when it has ended. */
@NullMarked
package dev.litevps.command.execution;

import org.jspecify.annotations.NullMarked;
