/**
 * The platform's own work, for support: processes, durable tasks and what the reconciler found; and what can be done about
 * it, always with a reason that is kept as an event.
 */
@NullMarked
package dev.litevps.api.operations;

import org.jspecify.annotations.NullMarked;
