/** From the request for a VPS to a machine that can be reached, or to an error. */
@NullMarked
package dev.litevps.saga.provisioning;

import org.jspecify.annotations.NullMarked;
