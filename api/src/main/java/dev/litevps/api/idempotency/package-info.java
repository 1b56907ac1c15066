/** Requests that a client may repeat with the same {@code Idempotency-Key}: done once, and answered alike. */
@NullMarked
package dev.litevps.api.idempotency;

import org.jspecify.annotations.NullMarked;
