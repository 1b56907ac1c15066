/**
 * The programs of a simulated guest: what coreutils, procps and their like do on a real one, as far as scripts and people
 * use it, with the same words and exit codes.
 */
@NullMarked
package dev.litevps.host.simulated.tool;

import org.jspecify.annotations.NullMarked;
