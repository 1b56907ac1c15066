/** Tests against the real PostgreSQL that LiteVPS brings. */
@NullMarked
package dev.litevps.api.postgres;

import org.jspecify.annotations.NullMarked;
