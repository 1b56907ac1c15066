/**
 * The operating system of a simulated guest: processes with signals, groups and descriptors, pipes, and a disk in memory.
 * A process is a virtual thread that runs code of this platform and nothing else: no class here starts a program of the
 * host or opens a file of it.
 */
@NullMarked
package dev.litevps.host.simulated.system;

import org.jspecify.annotations.NullMarked;
