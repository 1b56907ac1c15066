/** The price list. */
@NullMarked
package dev.litevps.query.plan;

import org.jspecify.annotations.NullMarked;
