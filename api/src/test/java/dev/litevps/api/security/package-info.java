/** Forged tokens, for tests that try to get in. */
@NullMarked
package dev.litevps.api.security;

import org.jspecify.annotations.NullMarked;
