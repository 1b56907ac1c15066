/**
 * The {@code litevps} command for users, support and auditors. It is a client of the public HTTP API and knows nothing
 * else of LiteVPS: whatever it does, a user can do with curl. {@link dev.litevps.cli.ApiClient} speaks the API; each
 * command is a class of its own.
 */
@NullMarked
package dev.litevps.cli;

import org.jspecify.annotations.NullMarked;
