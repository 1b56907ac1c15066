/** What happens to an account's money. Every balance is the sum of these events. */
@NullMarked
package dev.litevps.events.ledger;

import org.jspecify.annotations.NullMarked;
