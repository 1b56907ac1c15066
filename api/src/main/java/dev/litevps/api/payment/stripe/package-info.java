/** Payments by Stripe Checkout. Nothing outside this room knows Stripe's library. */
@NullMarked
package dev.litevps.api.payment.stripe;

import org.jspecify.annotations.NullMarked;
