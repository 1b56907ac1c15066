/** Money that support moves, and the second person whom it takes for much of it. */
@NullMarked
package dev.litevps.command.approval;

import org.jspecify.annotations.NullMarked;
