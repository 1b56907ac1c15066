/** What a driver must not be. */
@NullMarked
package dev.counterexample.host;

import org.jspecify.annotations.NullMarked;
