/** Giving back all that a failed or unwanted VPS had. */
@NullMarked
package dev.litevps.saga.teardown;

import org.jspecify.annotations.NullMarked;
