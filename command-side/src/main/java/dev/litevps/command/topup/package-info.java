/** Customers' payments: asked for, paid once, or expired. */
@NullMarked
package dev.litevps.command.topup;

import org.jspecify.annotations.NullMarked;
