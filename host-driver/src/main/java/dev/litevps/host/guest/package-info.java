/**
 * The way into a guest: {@link dev.litevps.host.guest.SshGuest} runs commands over SSH, trusting only the host key that
 * {@link dev.litevps.host.guest.GuestKeys} made for that machine. The same room serves every hypervisor: a real guest
 * and a simulated one are told apart by nothing but their address.
 */
@NullMarked
package dev.litevps.host.guest;

import org.jspecify.annotations.NullMarked;
