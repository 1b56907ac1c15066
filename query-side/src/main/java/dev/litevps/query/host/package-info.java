/** The hosts, what they can carry, and what of it is promised. */
@NullMarked
package dev.litevps.query.host;

import org.jspecify.annotations.NullMarked;
