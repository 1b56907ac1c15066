/**
 * A real PostgreSQL that comes with LiteVPS, for the machine that has none: {@link
 * dev.litevps.api.postgres.EmbeddedPostgresServer} unpacks PostgreSQL's own programs, keeps a durable cluster in a
 * folder, and starts and stops it with the application. Plain Java without Spring, so that tests, benchmarks and tools
 * can start one as well. Where a database is given by URL, nothing in this room runs.
 */
@NullMarked
package dev.litevps.api.postgres;

import org.jspecify.annotations.NullMarked;
