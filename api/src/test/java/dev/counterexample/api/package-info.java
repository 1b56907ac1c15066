/** What the edge must not be. */
@NullMarked
package dev.counterexample.api;

import org.jspecify.annotations.NullMarked;
