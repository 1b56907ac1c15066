/** The catalogue of plans and their prices. */
@NullMarked
package dev.litevps.command.plan;

import org.jspecify.annotations.NullMarked;
