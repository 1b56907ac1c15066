/**
 * A checkout of our own, for servers without an account at Stripe: a page that moves no money, and tells the server so with
 * a signed notice of the same form, over the same way as Stripe does.
 */
@NullMarked
package dev.litevps.api.payment.local;

import org.jspecify.annotations.NullMarked;
