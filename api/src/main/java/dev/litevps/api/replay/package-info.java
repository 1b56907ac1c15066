/**
 * Views made anew from the events, beside the live ones: what was known at a time that is past, and whether a view still shows
 * what its events say. Nothing here writes a view.
 */
@NullMarked
package dev.litevps.api.replay;

import org.jspecify.annotations.NullMarked;
