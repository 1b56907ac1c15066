/** Access tokens: long-lived, revocable, and limited in what they may spend if their owner says so. */
@NullMarked
package dev.litevps.command.token;

import org.jspecify.annotations.NullMarked;
