/** What the views share: how their rows are written, and how a reader waits until a view shows what it has written. */
@NullMarked
package dev.litevps.query;

import org.jspecify.annotations.NullMarked;
