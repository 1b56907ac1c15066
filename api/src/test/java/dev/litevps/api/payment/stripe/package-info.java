/** What of Stripe's notices needs an exact clock. */
@NullMarked
package dev.litevps.api.payment.stripe;

import org.jspecify.annotations.NullMarked;
