/** The VPS resource: create, read, rename, switch on and off, destroy, and run commands in it. */
@NullMarked
package dev.litevps.api.vps;

import org.jspecify.annotations.NullMarked;
