/** Tests of sealing, on real databases. */
@NullMarked
package dev.litevps.api.seal;

import org.jspecify.annotations.NullMarked;
