/**
 * A hypervisor that needs nothing but Java: each machine is an SSH and SFTP server of this process on its own loopback
 * address, in front of a small operating system in memory. It exists to try the platform, to develop it and to test it,
 * and behaves as a real host does wherever a caller can see it, failures included. It never runs the host's shell and
 * never touches the host's files, except for its own definitions in the state directory.
 *
 * <p>What it does not keep: a machine's files live as long as this process. After a restart of the process every machine
 * is there again, and those that ran boot again, as after a power failure, but with a fresh disk.
 */
@NullMarked
package dev.litevps.host.simulated;

import org.jspecify.annotations.NullMarked;
