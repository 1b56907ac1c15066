/** Payments, as customers and Stripe see them: over HTTP, on a whole server. */
@NullMarked
package dev.litevps.api.payment;

import org.jspecify.annotations.NullMarked;
