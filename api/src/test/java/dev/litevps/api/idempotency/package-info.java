/** What a client that repeats its requests can rely on. */
@NullMarked
package dev.litevps.api.idempotency;

import org.jspecify.annotations.NullMarked;
