package dev.litevps.host.libvirt;

/** What executes a guest's instructions. */
public enum DomainType {
    /** The processor itself where a probe shows that a guest runs to its end under KVM, emulation elsewhere. */
    AUTO,
    /** The processor itself, through the kernel's virtual machine support. */
    KVM,
    /** Emulation (TCG): runs everywhere, 10 to 30 times slower. */
    QEMU
}
