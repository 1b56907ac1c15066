/** The address pools, and who has or had which of their addresses. */
@NullMarked
package dev.litevps.query.address;

import org.jspecify.annotations.NullMarked;
