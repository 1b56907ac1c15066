package dev.litevps.host.libvirt;

/** What a guest can reach over QEMU's user network. Its SSH server is reached from the host either way. */
public enum GuestNetwork {
    /** Nothing: neither the Internet nor the host, nor another guest. */
    ISOLATED,
    /**
     * Whatever QEMU's process can, <em>including the host's own loopback services at 10.0.2.2</em>, such as other
     * guests' screens. Only for a host whose packet filter forbids new loopback connections to QEMU's user, or where all
     * guests belong to one person.
     */
    OPEN
}
