/** Holds the description of the API against what is served. */
@NullMarked
package dev.litevps.api.contract;

import org.jspecify.annotations.NullMarked;
