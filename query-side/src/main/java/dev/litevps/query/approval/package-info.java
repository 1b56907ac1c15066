/** Requests to move much money, and what a second person said to them. */
@NullMarked
package dev.litevps.query.approval;

import org.jspecify.annotations.NullMarked;
