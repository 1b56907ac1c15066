/** Tests of the libvirt driver: without libvirt, against its built-in mock, and with real guests where there is a host. */
@NullMarked
package dev.litevps.host.libvirt;

import org.jspecify.annotations.NullMarked;
