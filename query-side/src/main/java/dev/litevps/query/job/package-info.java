/** The background jobs of a VPS, as their owner sees them. */
@NullMarked
package dev.litevps.query.job;

import org.jspecify.annotations.NullMarked;
