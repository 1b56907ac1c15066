/** Access tokens: making them, listing them, and revoking them at once. */
@NullMarked
package dev.litevps.api.token;

import org.jspecify.annotations.NullMarked;
