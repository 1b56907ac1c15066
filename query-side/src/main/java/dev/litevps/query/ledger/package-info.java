/** What is on an account's balance, and what of it is set aside. */
@NullMarked
package dev.litevps.query.ledger;

import org.jspecify.annotations.NullMarked;
