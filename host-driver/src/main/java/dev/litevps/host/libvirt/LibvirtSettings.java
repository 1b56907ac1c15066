package dev.litevps.host.libvirt;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which libvirt, and what it may use.
 *
 * @param uri libvirt's connection URI: {@code qemu:///system}, or {@code test:///default} for its built-in mock
 * @param prefix begins the name of every domain and file that this driver makes; it touches nothing else. At the same
 *     time the name of its storage pool. Letters, digits and hyphens
 * @param machinesFolder where disks and seeds lie, in a folder that is named like the prefix; made if missing
 * @param imageFolder where the guest image lies: {@code root.qcow2}, {@code vmlinuz}, {@code initrd.img}
 * @param domainType what executes guests
 * @param network what guests can reach
 * @param callTimeout how long one call to libvirt may take
 */
public record LibvirtSettings(
        String uri,
        String prefix,
        Path machinesFolder,
        Path imageFolder,
        DomainType domainType,
        GuestNetwork network,
        Duration callTimeout) {

    public LibvirtSettings {
        if (!prefix.matches("[A-Za-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("not a prefix of letters, digits and hyphens: " + prefix);
        }
    }

    /**
     * A host as host-setup leaves it. The time limit leaves room for the half minute that a define takes where QEMU cannot open {@code /dev/kvm}.
     */
    public static LibvirtSettings defaults() {
        return new LibvirtSettings(
                "qemu:///system",
                "litevps",
                Path.of("/var/lib/litevps/machines"),
                Path.of("/var/lib/litevps/images/current"),
                DomainType.AUTO,
                GuestNetwork.ISOLATED,
                Duration.ofMinutes(2));
    }

    /** Where this driver's disks and seeds lie: its own, because libvirt lets no two pools have the same folder. */
    Path poolFolder() {
        return machinesFolder.resolve(prefix);
    }

    public LibvirtSettings withUri(String newUri) {
        return new LibvirtSettings(newUri, prefix, machinesFolder, imageFolder, domainType, network, callTimeout);
    }

    public LibvirtSettings withPrefix(String newPrefix) {
        return new LibvirtSettings(uri, newPrefix, machinesFolder, imageFolder, domainType, network, callTimeout);
    }

    public LibvirtSettings withMachinesFolder(Path newFolder) {
        return new LibvirtSettings(uri, prefix, newFolder, imageFolder, domainType, network, callTimeout);
    }

    public LibvirtSettings withImageFolder(Path newFolder) {
        return new LibvirtSettings(uri, prefix, machinesFolder, newFolder, domainType, network, callTimeout);
    }

    public LibvirtSettings withDomainType(DomainType newType) {
        return new LibvirtSettings(uri, prefix, machinesFolder, imageFolder, newType, network, callTimeout);
    }

    public LibvirtSettings withNetwork(GuestNetwork newNetwork) {
        return new LibvirtSettings(uri, prefix, machinesFolder, imageFolder, domainType, newNetwork, callTimeout);
    }
}
