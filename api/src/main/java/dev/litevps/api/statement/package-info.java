/** Statements of an account for a month, in several forms, and their proof by the event store. */
@NullMarked
package dev.litevps.api.statement;

import org.jspecify.annotations.NullMarked;
