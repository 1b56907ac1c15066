/** The addresses at which an account is alerted about its money. */
@NullMarked
package dev.litevps.command.alert;

import org.jspecify.annotations.NullMarked;
