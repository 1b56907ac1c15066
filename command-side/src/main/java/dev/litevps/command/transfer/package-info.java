/** The audit of files in guests: each transfer is written down before the file is opened, and again when it has ended. */
@NullMarked
package dev.litevps.command.transfer;

import org.jspecify.annotations.NullMarked;
