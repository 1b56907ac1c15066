/** Decides about templates. */
@NullMarked
package dev.litevps.command.template;

import org.jspecify.annotations.NullMarked;
