/** How often the edge is asked, and by whom. */
@NullMarked
package dev.litevps.api.limit;

import org.jspecify.annotations.NullMarked;
