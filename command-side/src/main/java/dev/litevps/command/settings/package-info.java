/** What operators set for the whole platform, within bounds that protect it from a slip of the pen. */
@NullMarked
package dev.litevps.command.settings;

import org.jspecify.annotations.NullMarked;
