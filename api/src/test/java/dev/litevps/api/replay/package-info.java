/** Views made anew. */
@NullMarked
package dev.litevps.api.replay;

import org.jspecify.annotations.NullMarked;
