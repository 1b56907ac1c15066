/**
 * Customers' payments: asking for one, and hearing that it was made. Behind the port
 * {@link dev.litevps.api.payment.PaymentGateway} is Stripe, or a checkout of our own to try things out.
 */
@NullMarked
package dev.litevps.api.payment;

import org.jspecify.annotations.NullMarked;
