/** What an agent reads first: what this server can do, within which limits, and how. */
@NullMarked
package dev.litevps.api.discovery;

import org.jspecify.annotations.NullMarked;
