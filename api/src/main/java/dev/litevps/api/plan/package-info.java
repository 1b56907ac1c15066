/** The price list. */
@NullMarked
package dev.litevps.api.plan;

import org.jspecify.annotations.NullMarked;
