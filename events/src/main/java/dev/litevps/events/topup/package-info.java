/** Customers' own money on its way to their ledgers: what they wanted to pay, and what became of it. */
@NullMarked
package dev.litevps.events.topup;

import org.jspecify.annotations.NullMarked;
