/** What a customer sees of their money, over HTTP and on a real database. */
@NullMarked
package dev.litevps.api.billing;

import org.jspecify.annotations.NullMarked;
