/** The end of machines that were given a time to live. */
@NullMarked
package dev.litevps.saga.expiry;

import org.jspecify.annotations.NullMarked;
