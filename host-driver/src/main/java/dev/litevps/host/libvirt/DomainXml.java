package dev.litevps.host.libvirt;

import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamException;

/** Descriptions of domains, as libvirt reads them (https://libvirt.org/formatdomain.html). */
final class DomainXml {

    /** The instructions of a guest are executed by… */
    enum Executor {
        KVM("kvm"),
        TCG("qemu"),
        /** Nothing: libvirt's built-in mock. */
        MOCK("test");

        private final String type;

        Executor(String type) {
            this.type = type;
        }
    }

    /**
     * Beyond QEMU's plainest processor, what x86-64-v2 asks for, and random numbers. "maximum" would be a host of
     * features that cost emulation dearly: a boot then takes twice the processor time (24 s instead of 12 s).
     */
    private static final List<String> EMULATED_FEATURES = List.of("ssse3", "sse4.1", "sse4.2", "popcnt", "rdrand");

    /** What emulation keeps of the translated code of one guest. */
    private static final String TRANSLATION_CACHE_MB = "128";

    private static final String QEMU_NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0";

    /**
     * The root is the first virtio disk. It is mounted writable at once: there is no fstab that would do so later. The
     * last console is the screen, which customers see over VNC.
     */
    private static final String KERNEL_ARGUMENTS = "root=/dev/vda rw console=ttyS0 console=tty0 quiet";

    /** No first process to be found: the kernel panics after it has come up, and {@code panic=-1} reboots at once. */
    private static final String PROBE_ARGUMENTS = "rdinit=/none init=/none panic=-1 quiet";

    private DomainXml() {}

    /** A machine: its disk, its seed, a forwarded SSH port, a screen over VNC. */
    static String machine(
            String name,
            MachineSpec spec,
            Executor executor,
            GuestNetwork network,
            GuestImage image,
            Path disk,
            Path seed) {
        return Xml.document(xml -> xml.element("domain", () -> {
            xml.namespace("qemu", QEMU_NAMESPACE).attributes("type", executor.type);
            xml.text("name", name).text("uuid", spec.id().toString());
            processor(xml, executor, spec.vcpu(), spec.memoryMb());
            boot(xml, image, KERNEL_ARGUMENTS, executor);
            life(xml, "restart");
            xml.element("devices", () -> {
                disk(xml, disk, "qcow2", "vda", false);
                disk(xml, seed, "raw", "vdb", true);
                devices(xml);
                xml.empty("graphics", "type", "vnc", "autoport", "yes", "listen", "127.0.0.1");
                xml.element("video", () -> xml.empty("model", "type", "vga"));
            });
            if (executor != Executor.MOCK) {
                connect(xml, network, spec.ssh());
            }
        }));
    }

    /** A domain without disks that ends by itself as soon as its kernel has come up. */
    static String probe(String name, Executor executor, GuestImage image) {
        return Xml.document(xml -> xml.element("domain", () -> {
            xml.attributes("type", executor.type).text("name", name);
            processor(xml, executor, 1, 128);
            boot(xml, image, PROBE_ARGUMENTS, executor);
            life(xml, "destroy");
            xml.element("devices", () -> devices(xml));
        }));
    }

    /** The VNC port of a live description; empty while the domain is off. */
    static OptionalInt vncPort(String description) {
        return Xml.value(description, "/domain/devices/graphics[@type='vnc']/@port")
                .map(Integer::parseInt)
                .filter(port -> port > 0)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static void processor(Xml xml, Executor executor, int vcpu, int memoryMb) throws XMLStreamException {
        xml.element("memory", () -> xml.attributes("unit", "MiB").characters(Integer.toString(memoryMb)));
        xml.text("vcpu", Integer.toString(vcpu));
        switch (executor) {
            case KVM -> xml.empty("cpu", "mode", "host-passthrough");
            case TCG ->
                xml.element("cpu", () -> {
                    xml.attributes("mode", "custom", "match", "exact", "check", "none");
                    xml.text("model", "qemu64");
                    for (String feature : EMULATED_FEATURES) {
                        xml.empty("feature", "policy", "require", "name", feature);
                    }
                });
            case MOCK -> {}
        }
    }

    private static void boot(Xml xml, GuestImage image, String kernelArguments, Executor executor)
            throws XMLStreamException {
        xml.element("os", () -> {
            xml.text("type", "hvm");
            if (executor != Executor.MOCK) {
                xml.text("kernel", image.kernel().toString());
                xml.text("initrd", image.initrd().toString());
                xml.text("cmdline", kernelArguments);
            }
        });
        xml.element("features", () -> {
            xml.empty("acpi").empty("apic");
            if (executor == Executor.TCG) {
                // QEMU's own choice is a gigabyte, more than the guest's memory.
                xml.element(
                        "tcg",
                        () -> xml.element(
                                "tb-cache", () -> xml.attributes("unit", "MiB").characters(TRANSLATION_CACHE_MB)));
            }
        });
    }

    private static void life(Xml xml, String onReboot) throws XMLStreamException {
        xml.empty("clock", "offset", "utc");
        xml.text("on_poweroff", "destroy").text("on_reboot", onReboot).text("on_crash", "destroy");
    }

    private static void disk(Xml xml, Path file, String format, String target, boolean readOnly)
            throws XMLStreamException {
        xml.element("disk", () -> {
            xml.attributes("type", "file", "device", "disk");
            xml.empty("driver", "name", "qemu", "type", format, "discard", "unmap");
            xml.empty("source", "file", file.toString());
            // The cloud kernel has no SATA driver: a seed on an emulated CD would stay unseen.
            xml.empty("target", "dev", target, "bus", "virtio");
            if (readOnly) {
                xml.empty("readonly");
            }
        });
    }

    private static void devices(Xml xml) throws XMLStreamException {
        // An emulated USB controller costs processor time while idle.
        xml.empty("controller", "type", "usb", "model", "none");
        xml.element("serial", () -> xml.attributes("type", "pty"));
        xml.element("rng", () -> xml.attributes("model", "virtio")
                .element("backend", () -> xml.attributes("model", "random").characters("/dev/urandom")));
        xml.empty("memballoon", "model", "none");
    }

    /**
     * QEMU's user network, which needs no rights on the host, with a forward to the guest's SSH server. libvirt knows
     * forwards only with passt, which Debian 12 lacks, so that QEMU is told directly; the slot is clear of libvirt's.
     */
    private static void connect(Xml xml, GuestNetwork network, SshEndpoint ssh) throws XMLStreamException {
        // Only an address in its numeric form can carry no further options of QEMU's.
        String address = InetAddress.ofLiteral(ssh.address()).getHostAddress();
        xml.element("qemu:commandline", () -> {
            xml.empty("qemu:arg", "value", "-netdev");
            xml.empty(
                    "qemu:arg",
                    "value",
                    "user,id=guest,restrict=%s,hostfwd=tcp:%s:%d-:22"
                            .formatted(network == GuestNetwork.ISOLATED ? "on" : "off", address, ssh.port()));
            xml.empty("qemu:arg", "value", "-device");
            xml.empty("qemu:arg", "value", "virtio-net-pci,netdev=guest,addr=0x10");
        });
    }
}
