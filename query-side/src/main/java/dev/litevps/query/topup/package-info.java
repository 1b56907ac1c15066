/** Customers' payments: what was asked for, and whether it was paid. */
@NullMarked
package dev.litevps.query.topup;

import org.jspecify.annotations.NullMarked;
