/** The platform's secrets: one master secret, what is derived from it, and what is encrypted under it. */
@NullMarked
package dev.litevps.api.secrets;

import org.jspecify.annotations.NullMarked;
