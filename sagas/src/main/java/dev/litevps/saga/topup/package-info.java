/** What makes sure that a payment which was acknowledged is credited, whatever happens in between. */
@NullMarked
package dev.litevps.saga.topup;

import org.jspecify.annotations.NullMarked;
