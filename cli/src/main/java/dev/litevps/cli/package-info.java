/**
 * The {@code litevps} command for users, support and auditors. It is a client of the public HTTP API and knows nothing
 * else of LiteVPS but how events are sealed, which it verifies by itself: whatever it asks for, a user can ask for with
 * curl. {@link dev.litevps.cli.ApiClient} speaks the API; each
 * command is a class of its own.
 */
@NullMarked
package dev.litevps.cli;

import org.jspecify.annotations.NullMarked;
