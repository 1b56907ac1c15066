/** The whole server over HTTP, as its clients see it: on a real PostgreSQL, with simulated and with real guests. */
@NullMarked
package dev.litevps.api.http;

import org.jspecify.annotations.NullMarked;
