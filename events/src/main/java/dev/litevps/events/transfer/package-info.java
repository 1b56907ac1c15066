/** Files that went into guests or came out of them: which, how much of each, and what came of it; never their content. */
@NullMarked
package dev.litevps.events.transfer;

import org.jspecify.annotations.NullMarked;
