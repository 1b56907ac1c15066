/** The money of an account, and what of it is set aside. */
@NullMarked
package dev.litevps.command.ledger;

import org.jspecify.annotations.NullMarked;
