/** What an agent can rely on that it reads first. */
@NullMarked
package dev.litevps.api.discovery;

import org.jspecify.annotations.NullMarked;
