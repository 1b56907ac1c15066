/** What a command side must not be. */
@NullMarked
package dev.counterexample.command;

import org.jspecify.annotations.NullMarked;
