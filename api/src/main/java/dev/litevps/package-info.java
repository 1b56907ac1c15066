/** The application: where it boots. */
@NullMarked
package dev.litevps;

import org.jspecify.annotations.NullMarked;
