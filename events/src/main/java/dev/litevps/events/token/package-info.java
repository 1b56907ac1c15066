/** Long-lived access tokens: who made them, what they may spend, and that they were revoked. */
@NullMarked
package dev.litevps.events.token;

import org.jspecify.annotations.NullMarked;
