/** The VPS resource: create, read, rename, switch on and off, and destroy. */
@NullMarked
package dev.litevps.api.vps;

import org.jspecify.annotations.NullMarked;
