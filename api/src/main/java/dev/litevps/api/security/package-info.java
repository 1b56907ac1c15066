/** Who a caller is: passwords, session tokens, and the security chain of the edge. */
@NullMarked
package dev.litevps.api.security;

import org.jspecify.annotations.NullMarked;
