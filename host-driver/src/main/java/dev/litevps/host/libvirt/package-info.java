/**
 * Machines of a real host: QEMU domains under libvirt. A machine is a persistent domain whose UUID is the machine's id,
 * a qcow2 overlay on the guest image as root disk, and a seed from which the guest takes its name, keys and network.
 *
 * <p>{@link dev.litevps.host.libvirt.LibvirtHypervisor} says in which order things are done;
 * {@code LibvirtConnection} is the only place where native calls are made, {@code MachineStorage} knows the files,
 * {@code DomainXml} the description of a domain and {@code Seed} what a guest is told. Against libvirt's built-in
 * {@code test:} driver the same code runs without a daemon; only the contents of seeds are left out there.
 */
@NullMarked
package dev.litevps.host.libvirt;

import org.jspecify.annotations.NullMarked;
