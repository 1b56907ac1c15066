package dev.litevps.host.libvirt;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Descriptions of storage, as libvirt reads them (https://libvirt.org/formatstorage.html). */
final class VolumeXml {

    private VolumeXml() {}

    /** A pool that is a folder. Others may pass through it to a file that they are given, but not list it. */
    static String pool(String name, String folder) {
        return Xml.document(xml -> xml.element("pool", () -> {
            xml.attributes("type", "dir").text("name", name);
            xml.element("target", () -> {
                xml.text("path", folder);
                permissions(xml, "0711");
            });
        }));
    }

    /** A qcow2 disk that holds only what differs from its base. */
    static String overlay(String name, long capacityBytes, String base) {
        return Xml.document(xml -> volume(
                xml,
                name,
                "qcow2",
                capacityBytes,
                0,
                () -> xml.element("backingStore", () -> xml.text("path", base).empty("format", "type", "qcow2"))));
    }

    /** A disk of plain bytes. */
    static String raw(String name, long bytes) {
        return Xml.document(xml -> volume(xml, name, "raw", bytes, bytes, () -> {}));
    }

    /** Whether the described disk is of the form that an overlay has from its first complete moment on. */
    static boolean isOverlay(String description) {
        return Xml.value(description, "/volume/target/format/@type").orElse("").equals("qcow2");
    }

    /** The path of the disk on which the described one stands. */
    static Optional<String> backing(String description) {
        return Xml.value(description, "/volume/backingStore/path");
    }

    private static void volume(Xml xml, String name, String format, long capacity, long allocation, Xml.Content more)
            throws XMLStreamException {
        xml.element("volume", () -> {
            xml.text("name", name);
            bytes(xml, "capacity", capacity);
            bytes(xml, "allocation", allocation);
            xml.element("target", () -> {
                xml.empty("format", "type", format);
                // Keys and customers' data: libvirt hands the file to QEMU's user while the machine runs.
                permissions(xml, "0600");
            });
            more.write();
        });
    }

    private static void bytes(Xml xml, String name, long bytes) throws XMLStreamException {
        xml.element(name, () -> xml.attributes("unit", "bytes").characters(Long.toString(bytes)));
    }

    private static void permissions(Xml xml, String mode) throws XMLStreamException {
        xml.element("permissions", () -> xml.text("mode", mode));
    }
}
