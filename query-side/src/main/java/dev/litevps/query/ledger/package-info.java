/** The money of accounts: balances, statements, charges and how they came about, and what is being spent. */
@NullMarked
package dev.litevps.query.ledger;

import org.jspecify.annotations.NullMarked;
