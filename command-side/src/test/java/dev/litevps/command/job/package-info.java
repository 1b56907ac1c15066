/** The rules for background jobs. */
@NullMarked
package dev.litevps.command.job;

import org.jspecify.annotations.NullMarked;
