package dev.litevps.host.libvirt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a read-only disk image with a few files in one folder, in the plain form of ISO 9660 (ECMA-119): no Rock
 * Ridge, no Joliet. Linux shows its upper-case names in lower case. Dates are left out (zero means "not specified"), so
 * equal files give an equal image.
 */
final class Iso9660Image {

    private static final int SECTOR = 2048;
    private static final int VOLUME_DESCRIPTOR = 16;
    private static final int TERMINATOR = 17;
    private static final int PATH_TABLE_LITTLE_ENDIAN = 18;
    private static final int PATH_TABLE_BIG_ENDIAN = 19;
    private static final int ROOT_FOLDER = 20;
    private static final int FIRST_FILE = 21;

    private static final int PATH_TABLE_BYTES = 10;
    private static final int RECORD_BYTES_BEFORE_NAME = 33;
    private static final byte FOLDER = 2;
    private static final byte[] SELF = {0};
    private static final byte[] PARENT = {1};

    private Iso9660Image() {}

    /**
     * An image of these files.
     *
     * @param label the volume's label, at most 32 characters
     * @param files contents by name; names are at most 28 ASCII characters, and few enough to be listed in 2 KiB
     */
    static byte[] of(String label, Map<String, byte[]> files) {
        SortedMap<String, byte[]> sorted = new TreeMap<>();
        files.forEach((name, content) -> sorted.put(name.toUpperCase(Locale.ROOT) + ";1", content));
        requireOneFolderSector(sorted);
        int sectors = FIRST_FILE
                + sorted.values().stream()
                        .mapToInt(content -> sectors(content.length))
                        .sum();
        ByteBuffer image = ByteBuffer.allocate(sectors * SECTOR);
        writeVolumeDescriptor(image, label, sectors);
        image.position(TERMINATOR * SECTOR)
                .put((byte) 255)
                .put(ascii("CD001", 5))
                .put((byte) 1);
        writePathTable(image, PATH_TABLE_LITTLE_ENDIAN, ByteOrder.LITTLE_ENDIAN);
        writePathTable(image, PATH_TABLE_BIG_ENDIAN, ByteOrder.BIG_ENDIAN);
        writeRootFolder(image, sorted);
        int sector = FIRST_FILE;
        for (byte[] content : sorted.values()) {
            image.position(sector * SECTOR).put(content);
            sector += sectors(content.length);
        }
        return image.array();
    }

    private static void writeVolumeDescriptor(ByteBuffer image, String label, int sectors) {
        image.position(VOLUME_DESCRIPTOR * SECTOR)
                .put((byte) 1)
                .put(ascii("CD001", 5))
                .put((byte) 1)
                .put((byte) 0)
                .put(ascii("LINUX", 32))
                .put(ascii(label, 32));
        image.position(VOLUME_DESCRIPTOR * SECTOR + 80);
        putInt(image, sectors);
        image.position(VOLUME_DESCRIPTOR * SECTOR + 120);
        putShort(image, 1); // volumes in the set
        putShort(image, 1); // number of this one
        putShort(image, SECTOR);
        putInt(image, PATH_TABLE_BYTES);
        image.order(ByteOrder.LITTLE_ENDIAN).putInt(PATH_TABLE_LITTLE_ENDIAN).putInt(0);
        image.order(ByteOrder.BIG_ENDIAN).putInt(PATH_TABLE_BIG_ENDIAN).putInt(0);
        putRecord(image, SELF, ROOT_FOLDER, SECTOR, FOLDER);
        // Volume set, publisher, preparer, application, copyright, abstract and bibliography: all blank.
        image.put(ascii("", 128 * 4 + 37 * 3));
        for (int date = 0; date < 4; date++) {
            image.put(ascii("0".repeat(16), 16)).put((byte) 0);
        }
        image.put((byte) 1);
    }

    private static void writePathTable(ByteBuffer image, int sector, ByteOrder order) {
        image.position(sector * SECTOR).order(order).put((byte) 1).put((byte) 0);
        image.putInt(ROOT_FOLDER).putShort((short) 1).put((byte) 0).put((byte) 0);
    }

    private static void writeRootFolder(ByteBuffer image, SortedMap<String, byte[]> files) {
        image.position(ROOT_FOLDER * SECTOR);
        putRecord(image, SELF, ROOT_FOLDER, SECTOR, FOLDER);
        putRecord(image, PARENT, ROOT_FOLDER, SECTOR, FOLDER);
        int sector = FIRST_FILE;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            putRecord(image, file.getKey().getBytes(US_ASCII), sector, file.getValue().length, (byte) 0);
            sector += sectors(file.getValue().length);
        }
    }

    private static void requireOneFolderSector(SortedMap<String, byte[]> files) {
        int folders = recordBytes(SELF.length) + recordBytes(PARENT.length);
        int bytes = files.keySet().stream()
                .mapToInt(name -> recordBytes(name.length()))
                .sum();
        if (folders + bytes > SECTOR) {
            throw new IllegalArgumentException("too many files for one folder sector: " + files.keySet());
        }
    }

    /** Its length is even: a name of even length is padded. */
    private static int recordBytes(int nameLength) {
        return (RECORD_BYTES_BEFORE_NAME + nameLength + 1) / 2 * 2;
    }

    /** A folder's record of one file or folder. */
    private static void putRecord(ByteBuffer image, byte[] name, int sector, int bytes, byte flags) {
        int length = recordBytes(name.length);
        int end = image.position() + length;
        image.put((byte) length).put((byte) 0);
        putInt(image, sector);
        putInt(image, bytes);
        image.put(new byte[7]).put(flags).put((byte) 0).put((byte) 0);
        putShort(image, 1);
        image.put((byte) name.length).put(name).position(end);
    }

    /** A number in both byte orders, as ISO 9660 wants most of them. */
    private static void putInt(ByteBuffer image, int value) {
        image.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(value);
    }

    private static void putShort(ByteBuffer image, int value) {
        image.order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) value)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) value);
    }

    private static byte[] ascii(String text, int width) {
        if (text.length() > width) {
            throw new IllegalArgumentException("longer than " + width + " characters: " + text);
        }
        return (text + " ".repeat(width - text.length())).getBytes(US_ASCII);
    }

    private static int sectors(int bytes) {
        return (bytes + SECTOR - 1) / SECTOR;
    }
}
