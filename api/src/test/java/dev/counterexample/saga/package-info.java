/** What a saga must not be. */
@NullMarked
package dev.counterexample.saga;

import org.jspecify.annotations.NullMarked;
