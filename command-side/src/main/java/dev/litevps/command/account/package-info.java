/** Accounts: who owns machines and money. */
@NullMarked
package dev.litevps.command.account;

import org.jspecify.annotations.NullMarked;
