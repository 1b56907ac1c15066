/**
 * The shell of a simulated guest: the POSIX shell language, parsed and interpreted here. It runs the programs of the
 * tool package and nothing of the host.
 */
@NullMarked
package dev.litevps.host.simulated.shell;

import org.jspecify.annotations.NullMarked;
